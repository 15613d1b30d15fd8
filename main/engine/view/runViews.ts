import type { RunView } from '../../../preload/contract.ts';
import { duration, type Duration } from '../../core/time/instant.ts';
import { runText } from '../../core/words/runText.ts';
import type { RunEntry, RunGist } from '../ledger.ts';
import { timeContextOf, type Reading } from './reading.ts';

/** Fewer durations than this say nothing of how long a job usually takes (ui.md §4.1). */
const FEWEST = 5;

/** The median of the durations of runs that succeeded, among the last 20 given; null with fewer than five (ui.md §1.8). */
export function usualDuration(runs: readonly RunGist[]): Duration | null {
  const lengths: number[] = [];
  for (const { started, ended, outcome } of runs.slice(0, 20)) {
    if (started !== null && ended !== null && outcome === 'succeeded') lengths.push(ended - started);
  }
  if (lengths.length < FEWEST) return null;
  lengths.sort((a, b) => a - b);
  const middle = lengths.length >> 1;
  const upper = lengths[middle] ?? 0;
  return duration(lengths.length % 2 === 1 ? upper : Math.round(((lengths[middle - 1] ?? upper) + upper) / 2));
}

/** A run as the window shows it. */
export function runView(entry: RunEntry, reading: Reading): RunView {
  const { run, job, cause, due, started, ended, outcome, exitCode, signal, message, attempts, catchUp, outputs } =
    entry;
  return {
    run,
    job,
    cause,
    due,
    started,
    ended,
    outcome,
    exitCode,
    signal,
    message,
    attempts,
    catchUp,
    outputs,
    text: runText(entry, timeContextOf(reading)),
    ...(entry.cpuMs === undefined ? {} : { cpuMs: entry.cpuMs }),
    ...(entry.peakMemory === undefined ? {} : { peakMemory: entry.peakMemory }),
  };
}
