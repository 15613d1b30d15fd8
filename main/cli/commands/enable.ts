import { enabling } from './enabling.ts';

export const command = enabling(true);
