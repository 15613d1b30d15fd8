import type { Job, JobDocument, StoredJob } from '../job.ts';
import type { Problem } from '../problem.ts';
import { type Sequence, readSequence } from '../sequence.ts';
import { findCycles } from '../rules/upstreamGraph.ts';
import type { Instant } from '../time/instant.ts';
import { formatInstant, parseInstant } from '../time/iso.ts';
import type { Zone } from '../time/zone.ts';
import { JOBS_VERSION, type RawFile, isJobsFile, migrated, versionOf } from './migrations.ts';
import { BEFORE_EVERYTHING, inspectJob } from './readJob.ts';
import { isObject } from './reader.ts';

/** A job as it stands in the file: one that was read, or one that could not be and is kept as it is. */
export type JobEntry =
  | { readonly kind: 'job'; readonly stored: StoredJob }
  | {
      readonly kind: 'unreadable';
      /** As it stands in the file, and as it is written back. */
      readonly raw: unknown;
      /** Its id and name, where they can be told: for showing it. */
      readonly id: string | null;
      readonly name: string | null;
      readonly problem: Problem;
    };

/** A sequence as it stands in the file, in the same manner. */
export type SequenceEntry =
  | { readonly kind: 'sequence'; readonly sequence: Sequence }
  | {
      readonly kind: 'unreadable';
      readonly raw: unknown;
      readonly id: string | null;
      readonly name: string | null;
      readonly problem: Problem;
    };

/**
 * The jobs file in memory: what was read, in the order of the file, and everything that was not understood, so that writing it again loses
 * nothing (semantics §10.8).
 */
export interface JobsFile {
  readonly entries: readonly JobEntry[];
  readonly sequences: readonly SequenceEntry[];
  /** Keys of the file beside those of this version. */
  readonly rest: RawFile;
}

/** What became of reading a jobs file. */
export type JobsFileReading =
  | {
      readonly kind: 'read';
      readonly file: JobsFile;
      /** The version it was migrated from; null where it had the present one. */
      readonly migratedFrom: number | null;
    }
  /** Written by a newer Wakeful: its jobs are read as far as they are understood, and nothing may be written. */
  | { readonly kind: 'newer'; readonly file: JobsFile; readonly version: number; readonly reason: string }
  /** No jobs file at all: to be kept aside under another name, with this reason told. */
  | { readonly kind: 'unreadable'; readonly reason: string };

/** What reading depends on beside the file. */
export interface JobsFileContext {
  readonly now: Instant;
  /** The computer's zone. */
  readonly zone: Zone;
  /** As in `JobContext`, by job: for parts that a file written by hand leaves to chance. */
  readonly draw: (job: string, part: string) => number;
}

/** A file without jobs. */
export const emptyJobsFile: JobsFile = { entries: [], sequences: [], rest: {} };

/**
 * Reads a jobs file (JSON already parsed): `{"version":1,"jobs":[{"document":{…},"created":"…","enabledAt":"…","revision":3},…],
 * "sequences":[{"document":{…},"created":"…"},…]}`, the jobs in the person's order. A job that cannot be read loses neither the others nor itself. Jobs that wait for
 * each other in a circle are not read: they would never end.
 */
export function readJobsFile(json: unknown, context: JobsFileContext): JobsFileReading {
  if (!isJobsFile(json)) {
    return { kind: 'unreadable', reason: 'It is not a jobs file: {"version":1,"jobs":[…]} was expected.' };
  }
  const version = versionOf(json);
  if (version === null) return { kind: 'unreadable', reason: 'Its "version" is not a whole number.' };
  if (version > JOBS_VERSION) {
    const reason = `The jobs were saved by a newer Wakeful (version ${String(version)} of the file; this one knows ${String(JOBS_VERSION)}). They are shown, and nothing is changed. Update Wakeful to edit them.`;
    return { kind: 'newer', file: readEntries(json, context), version, reason };
  }
  const present = version === JOBS_VERSION ? json : migrated(json, version, context);
  return { kind: 'read', file: readEntries(present, context), migratedFrom: version === JOBS_VERSION ? null : version };
}

function readEntries(json: RawFile, context: JobsFileContext): JobsFile {
  const { version: _version, jobs, sequences, ...rest } = json;
  const raws: readonly unknown[] = Array.isArray(jobs) ? jobs : [];
  const taken = new Set<string>();
  const entries = raws.map((raw): JobEntry => {
    const entry = readEntry(raw, context);
    if (entry.kind === 'unreadable') return entry;
    const { id } = entry.stored.job;
    const key = id.toLowerCase();
    if (taken.has(key)) {
      return unreadable(raw, { code: 'idTaken', message: `There is another job with the id "${id}".`, field: 'id' });
    }
    taken.add(key);
    return entry;
  });
  const rawSequences: readonly unknown[] = Array.isArray(sequences) ? sequences : [];
  return {
    entries: withoutCycles(entries, raws),
    sequences: rawSequences.map((raw) => readSequenceEntry(raw, context)),
    rest,
  };
}

function readSequenceEntry(raw: unknown, context: JobsFileContext): SequenceEntry {
  if (!isObject(raw) || !isObject(raw['document'])) {
    const message = 'A sequence in the file must be an object with a "document".';
    return unreadable(raw, { code: 'notAnObject', message });
  }
  const { document } = raw;
  const created = instantIn(raw['created']) ?? context.now;
  const parse = {
    created,
    zone: context.zone,
    draw: (part: string) => context.draw(idOf(document) ?? '', part),
  };
  const read = readSequence(document, { ...parse, now: created });
  // What starts it may be past by now; it can still be started by hand.
  const again =
    read.ok || !/past/i.test(read.error.code) ? read : readSequence(document, { ...parse, now: BEFORE_EVERYTHING });
  return again.ok ? { kind: 'sequence', sequence: again.value } : unreadable(raw, again.error);
}

function readEntry(raw: unknown, context: JobsFileContext): JobEntry {
  if (!isObject(raw) || !isObject(raw['document'])) {
    return unreadable(raw, { code: 'notAnObject', message: 'A job in the file must be an object with a "document".' });
  }
  const { document } = raw;
  const created = instantIn(raw['created']) ?? context.now;
  const enabledAt = instantIn(raw['enabledAt']) ?? created;
  const revision = typeof raw['revision'] === 'number' && Number.isInteger(raw['revision']) ? raw['revision'] : 1;
  const name = idOf(document) ?? '';
  const { job, errors } = inspectJob(document, {
    now: enabledAt,
    zone: context.zone,
    draw: (part) => context.draw(name, part),
    saved: document,
  });
  const [problem] = errors;
  if (job === null || problem !== undefined) {
    return unreadable(raw, problem ?? { code: 'job', message: 'The job cannot be read.' });
  }
  return { kind: 'job', stored: { document: asDocument(document, job), job, created, enabledAt, revision } };
}

/** A document that was read has a name and something to run. */
const asDocument = (document: Readonly<Record<string, unknown>>, job: Job): JobDocument =>
  isNamed(document, job.name) ? document : { ...document, name: job.name, run: document['run'] };

const isNamed = (document: Readonly<Record<string, unknown>>, name: string): document is JobDocument =>
  document['name'] === name && 'run' in document;

function unreadable(raw: unknown, problem: Problem): JobEntry & SequenceEntry {
  const document = isObject(raw) ? raw['document'] : undefined;
  const name = isObject(document) && typeof document['name'] === 'string' ? document['name'] : null;
  return { kind: 'unreadable', raw, id: idOf(document), name, problem };
}

const idOf = (document: unknown): string | null =>
  isObject(document) && typeof document['id'] === 'string' ? document['id'] : null;

function instantIn(value: unknown): Instant | null {
  const read = typeof value === 'string' ? parseInstant(value) : null;
  return read?.ok === true ? read.value : null;
}

function withoutCycles(entries: readonly JobEntry[], raws: readonly unknown[]): readonly JobEntry[] {
  const jobs = entries.flatMap((entry) => (entry.kind === 'job' ? [entry.stored.job] : []));
  const cycleOf = new Map<string, readonly string[]>();
  for (const cycle of findCycles(jobs)) for (const id of cycle) cycleOf.set(id, cycle);
  if (cycleOf.size === 0) return entries;
  return entries.map((entry, index) => {
    const cycle = entry.kind === 'job' ? cycleOf.get(entry.stored.job.id) : undefined;
    if (cycle === undefined) return entry;
    const message = `Jobs wait for each other in a circle: ${cycle.join(' → ')}. Remove one of these links.`;
    return unreadable(raws[index], { code: 'upstreamCycle', message });
  });
}

/** The JSON that is written: what was read, and what was not as it stood. */
export function jobsFileJson(file: JobsFile): RawFile {
  return {
    version: JOBS_VERSION,
    jobs: file.entries.map((entry) => (entry.kind === 'job' ? jobJson(entry.stored) : entry.raw)),
    sequences: file.sequences.map((entry) => (entry.kind === 'sequence' ? sequenceJson(entry.sequence) : entry.raw)),
    ...file.rest,
  };
}

const jobJson = ({ document, created, enabledAt, revision }: StoredJob): RawFile => ({
  document,
  created: formatInstant(created),
  enabledAt: formatInstant(enabledAt),
  revision,
});

const sequenceJson = ({ document, created }: Sequence): RawFile => ({ document, created: formatInstant(created) });

/** The file with a job put in the place of the one with its id (an unreadable one, where no readable one has it), else at the end. */
export function withJob(file: JobsFile, stored: StoredJob): JobsFile {
  const { id } = stored.job;
  const entry: JobEntry = { kind: 'job', stored };
  const readable = file.entries.some((one) => one.kind === 'job' && one.stored.job.id === id);
  // A person who edits an unreadable job and saves it has repaired it.
  const isMeant = (one: JobEntry): boolean =>
    one.kind === 'job' ? one.stored.job.id === id : !readable && one.id === id;
  const place = file.entries.findIndex(isMeant);
  const entries = place < 0 ? [...file.entries, entry] : file.entries.map((one, at) => (at === place ? entry : one));
  return { ...file, entries };
}

/** The file without a job; also without an unreadable one of that id, where no readable one has it. */
export function withoutJob(file: JobsFile, id: string): JobsFile {
  const readable = file.entries.some((one) => one.kind === 'job' && one.stored.job.id === id);
  const entries = file.entries.filter((one) =>
    one.kind === 'job' ? one.stored.job.id !== id : readable || one.id !== id,
  );
  return { ...file, entries };
}

/** The file with a sequence put in the place of the one with its id, else at the end. */
export function withSequence(file: JobsFile, sequence: Sequence): JobsFile {
  const entry: SequenceEntry = { kind: 'sequence', sequence };
  const isIt = (one: SequenceEntry): boolean => one.kind === 'sequence' && one.sequence.id === sequence.id;
  const sequences = file.sequences.some(isIt)
    ? file.sequences.map((one) => (isIt(one) ? entry : one))
    : [...file.sequences, entry];
  return { ...file, sequences };
}

/** The file without a sequence. */
export function withoutSequence(file: JobsFile, id: string): JobsFile {
  const isIt = (one: SequenceEntry): boolean => one.kind === 'sequence' && one.sequence.id === id;
  const readable = file.sequences.some(isIt);
  const sequences = file.sequences.filter(
    (one) => !isIt(one) && (readable || one.kind === 'sequence' || one.id !== id),
  );
  return { ...file, sequences };
}
