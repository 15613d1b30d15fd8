import { version } from '../../package.json';

/** The version of this Wakeful, from the package. */
export const VERSION: string = version;
