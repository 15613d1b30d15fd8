import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Run } from '../../core/job.ts';
import { maskText, needlesOf } from '../output/masking.ts';
import type { Launch } from './launch.ts';
import { isAlive, startTimeOf, type ProcessIdentity } from './processIdentity.ts';

/** Exactly what an attempt was given, secrets masked, and who saw to it. */
export interface AttemptNote {
  readonly run: string;
  readonly attempt: number;
  readonly program: Run;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly nice: number;
  /** Where its output begins in everything its run printed, bytes; absent in notes of older versions. */
  readonly outputFrom?: number;
  /** The process that started it, keeps its output and records its end. */
  readonly host: ProcessIdentity;
}

const notePath = (folder: string, attempt: number): string => join(folder, `attempt-${String(attempt)}.json`);

let self: ProcessIdentity | null = null;

/** Writes the note; before the process starts, so that it says who holds it from the first moment on. */
export function writeAttemptNote(launch: Launch, outputFrom: number): void {
  self ??= { pid: process.pid, startedAt: startTimeOf(process.pid) ?? 'unknown' };
  const { run, attempt, program, cwd, nice, secrets } = launch;
  const needles = needlesOf(secrets);
  const env = Object.fromEntries(Object.entries(launch.env).map(([name, value]) => [name, maskText(value, needles)]));
  const note: AttemptNote = { run, attempt, program, cwd, env, nice, outputFrom, host: self };
  writeFileSync(notePath(launch.folder, attempt), JSON.stringify(note), { mode: 0o600 });
}

/** What the last attempt of a run was given; null where it is not recorded. */
export function readAttemptNote(folder: string, attempt: number): AttemptNote | null {
  try {
    return JSON.parse(readFileSync(notePath(folder, attempt), 'utf8')) as AttemptNote;
  } catch {
    // Never written (a full disk), or removed by retention.
    return null;
  }
}

/** The same of the newest attempt that was recorded. */
export function readNewestNote(folder: string): AttemptNote | null {
  let attempts: number[] = [];
  try {
    attempts = readdirSync(folder).flatMap((name) => {
      const number = /^attempt-(\d+)\.json$/.exec(name)?.[1];
      return number === undefined ? [] : [Number(number)];
    });
  } catch {
    // Removed by retention.
  }
  return attempts.length === 0 ? null : readAttemptNote(folder, Math.max(...attempts));
}

/** Whether the process that sees to an attempt still lives, so that its result is yet to come. */
export const isHostAlive = (folder: string, attempt: number): boolean => {
  const note = readAttemptNote(folder, attempt);
  return note !== null && isAlive(note.host);
};
