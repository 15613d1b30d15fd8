import type {
  ClockStep,
  DueEntry,
  Facts,
  FateCounts,
  Incident,
  MachineSpan,
  MachineState,
  Notice,
  RunEntry,
  RunGist,
  Wish,
} from '../../engine/ledger.ts';
import type { Fate, FateReason, Outcome, Standing } from '../../core/fate.ts';
import { instant, type Instant } from '../../core/time/instant.ts';
import type { Row } from './sqliteFile.ts';

/** `started_or_never` of a run that has not started. */
export const NEVER = Number.MAX_SAFE_INTEGER;

const number = (row: Row, column: string): number => Number(row[column]);
const text = (row: Row, column: string): string => String(row[column]);
const at = (row: Row, column: string): Instant => instant(number(row, column));
const orNull = <T>(row: Row, column: string, read: (row: Row, column: string) => T): T | null =>
  row[column] === null || row[column] === undefined ? null : read(row, column);
const json = <T>(row: Row, column: string, otherwise: T): T =>
  row[column] === null || row[column] === undefined ? otherwise : (JSON.parse(text(row, column)) as T);

/** JSON for a column; null where there is nothing to keep. */
export const jsonOrNull = (value: object | null): string | null =>
  value === null || Object.keys(value).length === 0 ? null : JSON.stringify(value);

/** A due entry from a row of `due` joined with the job's name as `job_name`. */
export function dueOf(row: Row): DueEntry {
  const due = at(row, 'due');
  const last = at(row, 'last');
  const sequence = orNull(row, 'sequence', text);
  return {
    id: number(row, 'id'),
    job: text(row, 'job_name'),
    trigger: number(row, 'trigger'),
    ...(sequence === null ? {} : { sequence }),
    due,
    ...(last === due ? {} : { last }),
    count: number(row, 'count'),
    fate: text(row, 'fate') as Fate | Standing,
    reason: orNull(row, 'reason', text) as FateReason | null,
    facts: json<Facts>(row, 'facts', {}),
    run: orNull(row, 'run', text),
    decided: at(row, 'decided'),
    era: number(row, 'era'),
  };
}

/** As much of a run as `RunGist` has, from a row of `runs`. */
export const gistOf = (row: Row): RunGist => ({
  run: text(row, 'run'),
  started: orNull(row, 'started', at),
  ended: orNull(row, 'ended', at),
  outcome: orNull(row, 'outcome', text) as Outcome | null,
  catchUp: number(row, 'catch_up') === 1,
});

/** A run from a row of `runs` joined with the job's name as `job_name`. */
export function runOf(row: Row): RunEntry {
  const cpuMs = orNull(row, 'cpu_ms', number);
  const peakMemory = orNull(row, 'peak_memory', number);
  return {
    run: text(row, 'run'),
    id: number(row, 'id'),
    job: text(row, 'job_name'),
    cause: text(row, 'cause') as RunEntry['cause'],
    due: orNull(row, 'due', at),
    started: orNull(row, 'started', at),
    ended: orNull(row, 'ended', at),
    outcome: orNull(row, 'outcome', text) as Outcome | null,
    exitCode: orNull(row, 'exit_code', number),
    signal: orNull(row, 'signal', text),
    message: orNull(row, 'message', text),
    attempts: number(row, 'attempts'),
    process: json<RunEntry['process']>(row, 'process', null),
    outputs: json<RunEntry['outputs']>(row, 'outputs', {}),
    fingerprint: orNull(row, 'fingerprint', text),
    upstream: json<RunEntry['upstream']>(row, 'upstream', {}),
    catchUp: number(row, 'catch_up') === 1,
    era: number(row, 'era'),
    ...(cpuMs === null ? {} : { cpuMs }),
    ...(peakMemory === null ? {} : { peakMemory }),
  };
}

export const machineOf = (row: Row): MachineSpan => ({
  id: number(row, 'id'),
  state: text(row, 'state') as MachineState,
  from: at(row, 'from'),
  to: at(row, 'to'),
  era: number(row, 'era'),
});

export const clockOf = (row: Row): ClockStep => ({
  id: number(row, 'id'),
  from: at(row, 'from'),
  to: at(row, 'to'),
  era: number(row, 'era'),
});

export const wishOf = (row: Row): Wish => ({
  id: number(row, 'id'),
  at: at(row, 'at'),
  kind: text(row, 'kind') as Wish['kind'],
  job: orNull(row, 'job', text),
  about: orNull(row, 'about', at),
  run: orNull(row, 'run', text),
});

export const incidentOf = (row: Row): Incident => ({
  id: number(row, 'id'),
  job: text(row, 'job'),
  kind: text(row, 'kind') as Incident['kind'],
  opened: at(row, 'opened'),
  closed: orNull(row, 'closed', at),
  failures: number(row, 'failures'),
  firstRun: orNull(row, 'first_run', text),
  lastRun: orNull(row, 'last_run', text),
});

export const noticeOf = (row: Row): Notice => ({
  id: number(row, 'id'),
  at: at(row, 'at'),
  kind: text(row, 'kind') as Notice['kind'],
  job: orNull(row, 'job', text),
  run: orNull(row, 'run', text),
  incident: orNull(row, 'incident', number),
  title: text(row, 'title'),
  body: text(row, 'body'),
  read: number(row, 'read') === 1,
});

export const countsOf = (row: Row): FateCounts => ({
  from: at(row, 'start'),
  ran: number(row, 'ran'),
  failed: number(row, 'failed'),
  caughtUp: number(row, 'caught_up'),
  coalesced: number(row, 'coalesced'),
  skipped: number(row, 'skipped'),
  expired: number(row, 'expired'),
});
