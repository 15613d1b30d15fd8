import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { BlackoutFiles } from '../adapters/blackoutFiles.ts';
import type { Problem } from '../core/problem.ts';
import { parseInstant } from '../core/time/iso.ts';
import { instant } from '../core/time/instant.ts';
import { UTC, zoneOf } from '../core/time/zone.ts';
import type { Ledger } from '../engine/ledger.ts';
import { readJobsFile } from '../engine/simulation/readJobsFile.ts';
import { readTimeline } from '../engine/simulation/readTimeline.ts';
import { simulate } from '../engine/simulation/simulate.ts';
import { exitCodes, Refusal } from './command.ts';
import { jsonLine, write } from './print.ts';

/** The files of a simulation, as the command line names them. */
export interface SimulateOptions {
  readonly jobs: string;
  readonly timeline: string;
  /** A file for the ledger, which must not be there yet. Null: the ledger is in memory. */
  readonly ledger: string | null;
  /** Relative paths begin here. */
  readonly cwd: string;
}

/** Opens a new ledger in a file. */
export type OpenLedger = (path: string) => Ledger;

/** Text is written in pieces of about this size. */
const PIECE = 65_536;

/** A problem of one of the two files, with the line in it where lines count. */
type FileProblem = Problem & { readonly file: 'jobs' | 'timeline'; readonly line?: number };

/**
 * `wakeful simulate`: reads both files, lives through the timeline, and writes the ledger as JSON Lines (semantics §9). What is wrong in the
 * files is answered the same way, one line for each mistake, `{"error":{…}}`; then nothing is simulated, for it would be another life
 * than the one that was meant. Answers the exit code.
 */
export async function simulateFiles(
  options: SimulateOptions,
  stdout: NodeJS.WritableStream,
  openLedger: OpenLedger,
): Promise<number> {
  const jobsText = readText(resolve(options.cwd, options.jobs));
  const timelineText = readText(resolve(options.cwd, options.timeline));
  const read = readBoth(jobsText, timelineText);
  if (!read.ok) {
    await write(stdout, read.errors.map((error) => jsonLine({ error })).join(''));
    return exitCodes.refused;
  }
  // Looked at once, whatever the virtual clock does.
  const files = new BlackoutFiles({ jobs: () => read.value.jobs.jobs, now: () => instant(0) });
  const unread = files.problems().filter(({ code }) => code === 'calendarFile');
  if (unread.length > 0) {
    await write(stdout, unread.map((problem) => jsonLine({ error: { file: 'jobs', ...problem } })).join(''));
    return exitCodes.refused;
  }
  const calendars = () => files.calendars();
  const ledger = options.ledger === null ? null : newLedger(resolve(options.cwd, options.ledger), openLedger);
  try {
    let piece = '';
    for (const line of simulate(read.value, { calendars, ...(ledger === null ? {} : { ledger }) })) {
      piece += `${line}\n`;
      if (piece.length < PIECE) continue;
      await write(stdout, piece);
      piece = '';
    }
    await write(stdout, piece);
  } finally {
    ledger?.close();
  }
  return exitCodes.done;
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new Refusal(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

function newLedger(path: string, openLedger: OpenLedger): Ledger {
  if (existsSync(path)) {
    throw new Refusal(`${path} is there already, and a simulation begins with an empty ledger. Name a new file.`);
  }
  return openLedger(path);
}

/** The first line of the timeline says when and where: without it neither file can be read. Its problems, or null. */
function problemsOfHead(timeline: string): readonly FileProblem[] | null {
  const first = timeline.split('\n').findIndex((line) => line.trim() !== '');
  const upToHead = timeline
    .split('\n')
    .slice(0, first + 1)
    .join('\n');
  const read = readTimeline(upToHead, { jobs: new Set(), sequences: new Set() });
  return read.ok ? null : read.errors.map((problem) => ({ file: 'timeline' as const, ...problem }));
}

function readBoth(
  jobsText: string,
  timelineText: string,
):
  | { readonly ok: true; readonly value: Parameters<typeof simulate>[0] }
  | { readonly ok: false; readonly errors: readonly FileProblem[] } {
  const wrongHead = problemsOfHead(timelineText);
  if (wrongHead !== null) return { ok: false, errors: wrongHead };
  const head = JSON.parse(
    timelineText
      .replace(/^\uFEFF/, '')
      .trim()
      .split('\n')[0] ?? '',
  ) as { start: string; zone: string };
  const start = parseInstant(head.start);
  const zone = zoneOf(head.zone);
  const errors: FileProblem[] = [];
  let document: unknown = null;
  try {
    document = JSON.parse(jobsText.replace(/^\uFEFF/, ''));
  } catch (error) {
    const message = `The jobs are not JSON: ${error instanceof Error ? error.message : String(error)}.`;
    errors.push({ file: 'jobs', code: 'json', message });
  }
  const jobs =
    errors.length > 0 ? null : readJobsFile(document, start.ok ? start.value : instant(0), zone.ok ? zone.value : UTC);
  if (jobs !== null && !jobs.ok) errors.push(...jobs.errors.map((problem) => ({ file: 'jobs' as const, ...problem })));
  // With jobs that could not be read no name in the timeline can be judged; what else is wrong there is told the next time.
  if (jobs?.ok !== true) return { ok: false, errors };
  const timeline = readTimeline(timelineText, {
    jobs: new Set(jobs.value.jobs.map(({ job }) => job.id)),
    sequences: new Set(jobs.value.sequences.map(({ id }) => id)),
  });
  if (timeline.ok) return { ok: true, value: { jobs: jobs.value, timeline: timeline.value } };
  return { ok: false, errors: timeline.errors.map((problem) => ({ file: 'timeline' as const, ...problem })) };
}
