import type { AttemptEnd } from '../../engine/ports.ts';
import type { Launch } from './launch.ts';

/** An attempt that was stopped for a limit failed, however politely its program ended. */
export const stoppedByLimit = (overLimit: string | null, { limits }: Launch, end: AttemptEnd): AttemptEnd =>
  overLimit !== null && limits.then === 'stop' && end.kind === 'exited' ? { kind: 'killed', signal: 'SIGTERM' } : end;

const mebibytes = (bytes: number): string => `${String(Math.max(1, Math.round(bytes / 2 ** 20)))} MiB`;

/** What is said of an attempt with more memory than its job allows. */
export const usedTooMuch = (bytes: number, most: number): string =>
  `it used ${mebibytes(bytes)} of memory, and its job allows ${mebibytes(most)}.`;

/** What is said of an attempt that printed more than its job allows. */
export const printedTooMuch = (most: number): string =>
  `it printed more than ${most < 2 ** 20 ? `${String(most)} bytes` : mebibytes(most)}, as much as its job allows.`;
