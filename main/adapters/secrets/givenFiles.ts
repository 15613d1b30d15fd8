import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Folder within the data folder: one folder in it for each attempt that was given secrets as files. */
const GIVEN = 'given';

/** Name of an attempt's folder. */
export const nameOfGiven = (run: string, attempt: number): string =>
  `${encodeURIComponent(run).replaceAll('.', '%2E')}.${String(attempt)}`;

/** The folder of what an attempt is given as files. */
export const givenFolder = (data: string, run: string, attempt: number): string =>
  join(data, GIVEN, nameOfGiven(run, attempt));

/** Writes secrets as files that only this user can read, under their names. Throws what the disk says. */
export function writeGiven(folder: string, files: Readonly<Record<string, string>>): void {
  const all = Object.entries(files);
  if (all.length === 0) return;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const [name, value] of all) writeFileSync(join(folder, name), value, { mode: 0o600 });
}

/** Removes them. Where there are none nothing happens. */
export function removeGiven(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

/** Removes what attempts were given that were not seen to their end: the helper was killed, or the computer went down. */
export function sweepGiven(data: string, inUse: ReadonlySet<string>): void {
  let names: readonly string[];
  try {
    names = readdirSync(join(data, GIVEN));
  } catch {
    // No attempt was ever given any.
    return;
  }
  for (const name of names) if (!inUse.has(name)) removeGiven(join(data, GIVEN, name));
}
