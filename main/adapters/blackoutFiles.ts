import { readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { resolve } from 'node:path';
import type { StoredJob } from '../core/job.ts';
import type { Problem } from '../core/problem.ts';
import { type BlackoutCalendar, readBlackoutCalendar } from '../core/rules/blackoutCalendar.ts';
import { type Duration, type Instant, elapsed, minutes } from '../core/time/instant.ts';

/** What is known of one file. */
interface KnownFile {
  /** Changes with its content: time of the last change and size. */
  readonly stamp: string;
  /** As it was last read; null where it never could be. */
  readonly calendar: BlackoutCalendar | null;
  readonly problems: readonly Problem[];
}

export interface BlackoutFilesOptions {
  /** All jobs, whenever the files are looked for. */
  readonly jobs: () => readonly StoredJob[];
  readonly now: () => Instant;
  /** How long an answer counts before the files are looked at again. Default a minute. */
  readonly lookEvery?: Duration;
}

/**
 * The iCalendar files that jobs name in their blackouts (port `Calendars`). Invariants: 1. a file is read only when it changed; 2. a
 * file that became unreadable counts as it was last read, and a problem says so; 3. asking never throws.
 */
export class BlackoutFiles {
  readonly #options: BlackoutFilesOptions;
  readonly #known = new Map<string, KnownFile>();
  #calendars: ReadonlyMap<string, BlackoutCalendar> = new Map();
  #lookedAt: Instant | null = null;

  constructor(options: BlackoutFilesOptions) {
    this.#options = options;
  }

  /** By the name in the job. */
  calendars(): ReadonlyMap<string, BlackoutCalendar> {
    const { now, lookEvery = minutes(1) } = this.#options;
    const at = now();
    // A clock that was put back makes the age negative: then it is time as well.
    const age = this.#lookedAt === null ? null : elapsed(this.#lookedAt, at);
    if (age === null || age < 0 || age >= lookEvery) {
      this.#lookedAt = at;
      this.#look();
    }
    return this.#calendars;
  }

  /** Jobs changed: their files are looked for at the next question. */
  forget(): void {
    this.#lookedAt = null;
  }

  /** What is wrong with files now: each is named in its problem. */
  problems(): readonly Problem[] {
    this.calendars();
    return [...this.#known.values()].flatMap(({ problems }) => problems);
  }

  #look(): void {
    const names = new Set(
      this.#options
        .jobs()
        .flatMap(({ job }) => job.blackouts.flatMap((one) => (one.kind === 'calendar' ? [one.file] : []))),
    );
    for (const name of this.#known.keys()) if (!names.has(name)) this.#known.delete(name);
    for (const name of names) this.#known.set(name, readAnew(name, this.#known.get(name)));
    this.#calendars = new Map(
      [...this.#known].flatMap(([name, { calendar }]) => (calendar === null ? [] : [[name, calendar] as const])),
    );
  }
}

function readAnew(name: string, before: KnownFile | undefined): KnownFile {
  const path = pathOf(name);
  try {
    const { mtimeMs, size } = statSync(path);
    const stamp = `${String(mtimeMs)} ${String(size)}`;
    if (before?.stamp === stamp) return before;
    const read = readBlackoutCalendar(readFileSync(path, 'utf8'));
    if (read.ok) return { stamp, calendar: read.value, problems: read.warnings.map((one) => inFile(path, one)) };
    return { stamp, calendar: before?.calendar ?? null, problems: [inFile(path, read.error)] };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const consequence =
      (before?.calendar ?? null) === null ? 'No job is held back by it.' : 'It counts as it was last read.';
    const message = `The calendar ${path} cannot be read: ${why}. ${consequence}`;
    return { stamp: '', calendar: before?.calendar ?? null, problems: [{ code: 'calendarFile', message }] };
  }
}

const inFile = (path: string, problem: Problem): Problem => ({ ...problem, message: `${path}: ${problem.message}` });

/** A name beginning with `~` is in the home folder, and so is one that is not absolute. */
const pathOf = (name: string): string => resolve(homedir(), name.replace(/^~(?=$|[/\\])/, '.'));
