import { type Instant } from '../time/instant.ts';
import { formatInstant } from '../time/iso.ts';
import { isObject } from './reader.ts';

/** The version of the jobs file that this program writes. */
export const JOBS_VERSION = 1;

/** A document on its way from an old version to the present one: JSON, its keys not yet checked. */
export type RawFile = Readonly<Record<string, unknown>>;

/** What a step may need beside the file. */
export interface MigrationContext {
  readonly now: Instant;
}

/**
 * One function per step: `steps[n]` makes version n + 1 of version n. A step never changes once it was released; each has a frozen file in
 * `fixtures/` and is tested by strict equality.
 */
const steps: readonly ((file: RawFile, context: MigrationContext) => RawFile)[] = [toVersion1];

/**
 * Version 0 has no `version`: `{"jobs":[…],"sequences":[…]}` with the jobs' documents alone, as they are exported and given to `simulate`
 * (semantics §9). They count as created and enabled now.
 * A `settings` beside them stays among the keys that this file does not use.
 */
function toVersion1(file: RawFile, context: MigrationContext): RawFile {
  const now = formatInstant(context.now);
  const jobs = Array.isArray(file['jobs']) ? file['jobs'] : [];
  const sequences = Array.isArray(file['sequences']) ? file['sequences'] : [];
  return {
    ...file,
    version: 1,
    jobs: jobs.map((document: unknown) => ({ document, created: now, enabledAt: now, revision: 1 })),
    sequences: sequences.map((document: unknown) => ({ document, created: now })),
  };
}

/** The version that a file says it has; null where it says none that there can be. */
export function versionOf(file: RawFile): number | null {
  if (!Object.hasOwn(file, 'version')) return 0;
  const version = file['version'];
  return typeof version === 'number' && Number.isInteger(version) && version >= 1 ? version : null;
}

/** Brings a file of an older version to the present one, step by step. */
export function migrated(file: RawFile, from: number, context: MigrationContext): RawFile {
  return steps.slice(from).reduce((current, step) => step(current, context), file);
}

/** Whether a value has the outline of a jobs file of any version. */
export const isJobsFile = (value: unknown): value is RawFile => isObject(value) && Array.isArray(value['jobs']);
