import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import {
  emptyJobsFile,
  jobsFileJson,
  readJobsFile,
  withJob,
  withoutJob,
  withoutSequence,
  withSequence,
  type JobEntry,
  type JobsFile,
} from '../core/documents/jobsFile.ts';
import type { StoredJob } from '../core/job.ts';
import type { Problem } from '../core/problem.ts';
import type { Sequence } from '../core/sequence.ts';
import type { Instant } from '../core/time/instant.ts';
import type { Zone } from '../core/time/zone.ts';
import { type Disposable, type JobStore, StoreError } from '../engine/ports.ts';
import type { OpenDocumentFile } from './documents/documentFile.ts';
import { SavedDocument } from './documents/savedDocument.ts';
import { watchDocument } from './documents/watchDocument.ts';

/** Name of the jobs file in the config folder. */
export const JOBS_FILE = 'jobs.json';

/** What the store depends on. */
export interface StoredJobsOptions {
  readonly path: string;
  readonly open: OpenDocumentFile;
  readonly now: () => Instant;
  /** The computer's zone, for reading jobs in zone `local`. */
  readonly zone: () => Zone;
  /** As `JobsFileContext.draw`: for parts that a file written by hand leaves to chance. */
  readonly draw: (job: string, part: string) => number;
}

/**
 * The jobs in one JSON file.
 * Invariants: 1. what could not be read is never overwritten: the whole file is kept aside under a dated name, a single job as it stands;
 * 2. a newer version's file, or one the system does not let us read, is read-only; 3. memory changes only after the disk did; 4. an edit
 * made in the file meanwhile is read before anything is written, so that neither loses the other.
 */
export class StoredJobs implements JobStore {
  readonly #options: StoredJobsOptions;
  readonly #document: SavedDocument;
  readonly #listeners = new Set<() => void>();
  #file: JobsFile = emptyJobsFile;
  #readOnly: string | null = null;
  /** What is wrong with the file as it is now; replaced at every reading. */
  #problems: readonly Problem[] = [];
  /** What was kept aside since the start: told until the program ends. */
  #kept: readonly Problem[] = [];
  /** The file on the disk is broken by an edit, and the jobs in memory are those from before. */
  #editBroken = false;

  constructor(options: StoredJobsOptions) {
    this.#options = options;
    this.#document = new SavedDocument(options.path, options.open);
    this.#read('start');
  }

  get readOnly(): string | null {
    return this.#readOnly;
  }

  /** Everything to be told about the file: kept aside, newer, jobs that could not be read (`field` is then the job's id). */
  problems(): readonly Problem[] {
    const sequences = this.#file.sequences.flatMap((entry) => (entry.kind === 'unreadable' ? [entry] : []));
    const unreadable = [...this.unreadable(), ...sequences].map(({ id, name, problem }) => {
      const message = `${name ?? id ?? 'An entry without a name'} could not be read: ${problem.message}`;
      return { ...problem, code: 'jobUnreadable', message, field: id ?? '' };
    });
    return [...this.#kept, ...this.#problems, ...unreadable];
  }

  load(): readonly StoredJob[] {
    return this.#file.entries.flatMap((entry) => (entry.kind === 'job' ? [entry.stored] : []));
  }

  /** The jobs in the file that could not be read; they stay there as they are and never run. */
  unreadable(): readonly Extract<JobEntry, { kind: 'unreadable' }>[] {
    return this.#file.entries.flatMap((entry) => (entry.kind === 'unreadable' ? [entry] : []));
  }

  sequences(): readonly Sequence[] {
    return this.#file.sequences.flatMap((entry) => (entry.kind === 'sequence' ? [entry.sequence] : []));
  }

  put(job: StoredJob): void {
    this.#change((file) => withJob(file, job));
  }

  remove(id: string): void {
    this.#change((file) => withoutJob(file, id));
  }

  putSequence(sequence: Sequence): void {
    this.#change((file) => withSequence(file, sequence));
  }

  removeSequence(id: string): void {
    this.#change((file) => withoutSequence(file, id));
  }

  /** Calls `listener` after the file was edited by somebody else and read again. */
  onChange(listener: () => void): Disposable {
    this.#listeners.add(listener);
    return {
      dispose: () => {
        this.#listeners.delete(listener);
      },
    };
  }

  /** Watches the file for edits made elsewhere. */
  watch(): Disposable {
    return watchDocument(this.#options.path, () => {
      this.refresh();
    });
  }

  /** Reads the file again if it is another than the one known; tells the listeners. */
  refresh(): void {
    if (!this.#document.changedElsewhere()) return;
    this.#read('edit');
    for (const listener of [...this.#listeners]) listener();
  }

  #change(change: (file: JobsFile) => JobsFile): void {
    this.refresh();
    if (this.#readOnly !== null) throw new StoreError({ code: 'readOnly', message: this.#readOnly });
    const after = change(this.#file);
    if (this.#editBroken) this.#setAside('The file was edited and could not be read any more.');
    mkdirSync(dirname(this.#options.path), { recursive: true, mode: 0o700 });
    try {
      this.#document.write({ ...jobsFileJson(after) });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const message = `The jobs could not be saved in ${this.#options.path}: ${reason}`;
      throw new StoreError({ code: 'notSaved', message });
    }
    this.#file = after;
  }

  /** At the start a broken file is kept aside at once. A person at work on it is left alone: the jobs from before go on. */
  #read(when: 'start' | 'edit'): void {
    const saved = this.#document.read();
    this.#editBroken = false;
    switch (saved.kind) {
      case 'absent':
        this.#take(emptyJobsFile, null, []);
        return;
      case 'closed': {
        const message = `The jobs file ${this.#options.path} cannot be read: ${saved.reason} Nothing is changed in it.`;
        this.#readOnly = message;
        this.#problems = [{ code: 'jobsFileClosed', message }];
        return;
      }
      case 'broken':
        this.#refuse(when, saved.reason);
        return;
      case 'json': {
        const reading = readJobsFile(saved.value, {
          now: this.#options.now(),
          zone: this.#options.zone(),
          draw: this.#options.draw,
        });
        if (reading.kind === 'unreadable') this.#refuse(when, reading.reason);
        else if (reading.kind === 'read') this.#take(reading.file, null, []);
        else this.#take(reading.file, reading.reason, [{ code: 'newerFile', message: reading.reason }]);
      }
    }
  }

  #take(file: JobsFile, readOnly: string | null, problems: readonly Problem[]): void {
    this.#file = file;
    this.#readOnly = readOnly;
    this.#problems = problems;
  }

  #refuse(when: 'start' | 'edit', reason: string): void {
    if (when === 'start') {
      this.#setAside(reason);
      this.#take(emptyJobsFile, null, []);
      return;
    }
    this.#editBroken = true;
    const message = `The jobs file ${this.#options.path} was edited and cannot be read: ${reason} The jobs from before the edit go on.`;
    this.#problems = [{ code: 'jobsFileEdited', message }];
  }

  #setAside(reason: string): void {
    const aside = this.#document.keepAside(this.#options.now());
    const message = `The jobs file could not be read: ${reason} It was kept as ${aside}.`;
    this.#kept = [...this.#kept, { code: 'jobsFileDamaged', message, field: aside }];
    this.#editBroken = false;
    this.#problems = [];
  }
}
