/** Scenarios written as the two files of `simulate`, and its output written shortly: every field of every line, and nothing else. */
import { zoneOf, UTC } from '../../../core/time/zone.ts';
import { instant } from '../../../core/time/instant.ts';
import { readJobsFile } from '../readJobsFile.ts';
import { readTimeline } from '../readTimeline.ts';
import { simulate, type Simulation, type SimulationOptions } from '../simulate.ts';
import type { DueLine, Line } from './life.ts';

export interface Scenario {
  /** `id` alone is enough: name and run are made from it. */
  readonly jobs: readonly Record<string, unknown>[];
  readonly sequences?: readonly Record<string, unknown>[];
  readonly settings?: Record<string, unknown>;
  /** Default: Monday 5 January 2026, 00:00 UTC. */
  readonly start?: string;
  /** Default: UTC. */
  readonly zone?: string;
  readonly end: string;
  /** How jobs behave, then events: `[t, event]` or `[t, event, more]`. */
  readonly behaves?: readonly Record<string, unknown>[];
  readonly events?: readonly (readonly [t: string, event: string, more?: Record<string, unknown>])[];
}

export const START = '2026-01-05T00:00:00Z';

/** Reads both files of a scenario; throws where one is not right, so that no scenario tests a mistake of its own. */
export function simulationOf(scenario: Scenario): Simulation {
  const start = scenario.start ?? START;
  const zone = scenario.zone ?? 'UTC';
  const found = zoneOf(zone);
  const documents = scenario.jobs.map((job) => ({ name: job['id'], run: { command: ['true'] }, ...job }));
  const file = {
    jobs: documents,
    ...(scenario.sequences === undefined ? {} : { sequences: scenario.sequences }),
    ...(scenario.settings === undefined ? {} : { settings: scenario.settings }),
  };
  const jobs = readJobsFile(file, instant(Date.parse(start)), found.ok ? found.value : UTC);
  if (!jobs.ok) throw new Error(JSON.stringify(jobs.errors));
  const lines = [
    { start, zone, end: scenario.end },
    ...(scenario.behaves ?? []),
    ...(scenario.events ?? []).map(([t, event, more]) => ({ t, event, ...more })),
  ];
  const timeline = readTimeline(lines.map((line) => JSON.stringify(line)).join('\n'), {
    jobs: new Set(jobs.value.jobs.map(({ job }) => job.id)),
    sequences: new Set(jobs.value.sequences.map(({ id }) => id)),
  });
  if (!timeline.ok) throw new Error(JSON.stringify(timeline.errors));
  return { jobs: jobs.value, timeline: timeline.value };
}

/** The printed lines of a scenario. */
export const linesOf = (scenario: Scenario, options?: SimulationOptions): Line[] =>
  [...simulate(simulationOf(scenario), options)].map((line) => JSON.parse(line) as Line);

const DAY = 86_400_000;

/** Lines in short: times as hours and minutes of the first day (`1d` before later ones), runs numbered as they are first named. */
function shortener(start: string): { short: (line: Line) => string; name: (run: string | null) => string } {
  const midnight = Math.floor(Date.parse(start) / DAY) * DAY;
  const names = new Map<string, string>();
  const name = (run: string | null): string => {
    if (run === null) return '-';
    const known = names.get(run) ?? `R${String(names.size + 1)}`;
    names.set(run, known);
    return known;
  };
  const at = (text: string | null): string => {
    if (text === null) return '…';
    const day = Math.floor((Date.parse(text) - midnight) / DAY);
    const [, hm = '', rest = ''] = /T(\d\d:\d\d)(.*)Z$/.exec(text) ?? [];
    return `${day === 0 ? '' : `${String(day)}d`}${hm}${rest === ':00' ? '' : rest}`;
  };
  const era = (line: Line): string => (line.era === undefined ? '' : ` era ${String(line.era)}`);
  const short = (line: Line): string => {
    switch (line.kind) {
      case 'due': {
        const span = line.last === undefined ? '' : `..${at(line.last)} x${String(line.count)}`;
        const owner =
          line.sequence === undefined
            ? `${line.job}/${String(line.trigger)}`
            : `${line.job} of ${line.sequence.replace(/\/\d+$/, '')}`;
        const why = line.reason === null ? '' : ` ${line.reason}`;
        return `${owner} ${at(line.due)}${span} ${line.fate}${why} ${name(line.run)} @${at(line.decided)}${era(line)}`;
      }
      case 'run':
        return `${name(line.run)} ${line.job} ${line.cause} ${at(line.started)}-${at(line.ended)} ${line.outcome ?? '…'} x${String(line.attempts)}${era(line)}`;
      case 'machine':
        return `${line.state} ${at(line.from)}-${at(line.to)}${era(line)}`;
      case 'clock':
        return `clock ${at(line.from)}>${at(line.to)} era ${String(line.era)}`;
    }
  };
  return { short, name };
}

/**
 * What a scenario comes to: due moments by their time, job and trigger; runs as they started; the machine history as it is printed. The
 * order of the lines themselves is tested apart.
 */
export interface Shortly {
  readonly due: readonly string[];
  readonly runs: readonly string[];
  readonly machine: readonly string[];
}

/**
 * Joins neighbours of one trigger that are alike in everything into one span: how many entries the ledger makes of them is its own affair
 * (semantics §4).
 */
function joined(lines: readonly DueLine[]): DueLine[] {
  const found: DueLine[] = [];
  const lastOf = new Map<string, number>();
  for (const line of lines) {
    const key = `${line.job}/${String(line.trigger)}`;
    const index = lastOf.get(key);
    const before = index === undefined ? undefined : found[index];
    const alike = ({ due: _due, last: _last, count: _count, ...rest }: DueLine): string => JSON.stringify(rest);
    const isOwn = line.fate === 'ran' || line.fate === 'caughtUp' || line.fate === 'running';
    if (index !== undefined && before !== undefined && !isOwn && alike(before) === alike(line)) {
      found[index] = { ...before, last: line.last ?? line.due, count: (before.count ?? 1) + (line.count ?? 1) };
      continue;
    }
    lastOf.set(key, found.length);
    found.push(line);
  }
  return found;
}

export function shortly(scenario: Scenario, options?: SimulationOptions): Shortly {
  const lines = linesOf(scenario, options);
  const { short, name } = shortener(scenario.start ?? START);
  const order = (line: Line): string =>
    line.kind === 'due' ? `${String(line.era ?? 1)} ${line.due} ${line.job} ${String(line.trigger)}` : '';
  const due = lines
    .flatMap((line) => (line.kind === 'due' ? [line] : []))
    .sort((a, b) => (order(a) < order(b) ? -1 : 1));
  const runs = lines
    .flatMap((line) => (line.kind === 'run' ? [line] : []))
    .sort(
      (a, b) =>
        (a.era ?? 1) - (b.era ?? 1) || (a.started ?? '9').localeCompare(b.started ?? '9') || a.run.localeCompare(b.run),
    );
  for (const run of runs) name(run.run);
  return {
    due: joined(due).map(short),
    runs: runs.map(short),
    machine: lines.filter(({ kind }) => kind === 'machine' || kind === 'clock').map(short),
  };
}
