import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeDurably } from '../durableFile.ts';
import type { AttemptResult } from './launch.ts';

const resultPath = (folder: string, attempt: number): string => join(folder, `result-${String(attempt)}.json`);

/** Records how an attempt ended, on the disk when it returns: a Wakeful that starts after a crash reads it. */
export function writeResult(folder: string, result: AttemptResult): void {
  writeDurably(resultPath(folder, result.attempt), JSON.stringify(result));
}

/** How an attempt ended; null where it is not recorded (it still runs, or the computer went down with it). */
export function readResult(folder: string, run: string, attempt: number): AttemptResult | null {
  try {
    const result = JSON.parse(readFileSync(resultPath(folder, attempt), 'utf8')) as AttemptResult;
    return result.run === run && result.attempt === attempt && typeof result.end.kind === 'string' ? result : null;
  } catch {
    // Not there: there is no end yet. Not whole: it was written by nobody we know.
    return null;
  }
}
