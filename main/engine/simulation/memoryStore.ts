import type { StoredJob } from '../../core/job.ts';
import type { Sequence } from '../../core/sequence.ts';
import type { JobStore } from '../ports.ts';

/** A job store that lasts as long as the object: for `simulate` and for tests. */
export class MemoryStore implements JobStore {
  readonly readOnly = null;
  private readonly jobs: Map<string, StoredJob>;
  private readonly known: Map<string, Sequence>;

  constructor(jobs: readonly StoredJob[] = [], sequences: readonly Sequence[] = []) {
    this.jobs = new Map(jobs.map((stored) => [stored.job.id, stored]));
    this.known = new Map(sequences.map((sequence) => [sequence.id, sequence]));
  }

  load(): readonly StoredJob[] {
    return [...this.jobs.values()];
  }

  sequences(): readonly Sequence[] {
    return [...this.known.values()];
  }

  put(job: StoredJob): void {
    this.jobs.set(job.job.id, job);
  }

  remove(id: string): void {
    this.jobs.delete(id);
  }

  putSequence(sequence: Sequence): void {
    this.known.set(sequence.id, sequence);
  }

  removeSequence(id: string): void {
    this.known.delete(id);
  }
}
