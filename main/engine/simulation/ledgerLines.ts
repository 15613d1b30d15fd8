import { isFinal } from '../../core/fate.ts';
import { instant, type Duration, type Instant } from '../../core/time/instant.ts';
import { formatInstant } from '../../core/time/iso.ts';
import type { ClockStep, DueEntry, Ledger, MachineSpan, MachineState, RunEntry } from '../ledger.ts';
import type { History } from '../memoryLedger.ts';

/** The wall clock and the computer's true state when the timeline ended. */
export interface LastState {
  readonly at: Instant;
  readonly state: MachineState;
  /** By how much the clock was put forward (back: negative) since the engine last looked at it. */
  readonly unseenStep: Duration;
}

const at = (instant: Instant): string => `"${formatInstant(instant)}"`;
const orNull = (instant: Instant | null): string => (instant === null ? 'null' : at(instant));
const text = (value: string | null): string => JSON.stringify(value);

/** Lines after the first era say in which they are. */
const eraOf = (era: number): string => (era > 1 ? `,"era":${era}` : '');

function dueLine(entry: DueEntry, run: string | null): string {
  const span = entry.count > 1 ? `,"last":${at(entry.last ?? entry.due)},"count":${entry.count}` : '';
  const sequence = entry.sequence === undefined ? '' : `,"sequence":${text(entry.sequence)}`;
  return (
    `{"kind":"due","job":${text(entry.job)},"trigger":${entry.trigger}${sequence},"due":${at(entry.due)}${span}` +
    `,"fate":"${entry.fate}","reason":${text(entry.reason)},"run":${text(run)},"decided":${at(entry.decided)}${eraOf(entry.era)}}`
  );
}

const runLine = (entry: RunEntry): string =>
  `{"kind":"run","run":${text(entry.run)},"job":${text(entry.job)},"cause":"${entry.cause}","started":${orNull(entry.started)}` +
  `,"ended":${orNull(entry.ended)},"outcome":${text(entry.outcome)},"attempts":${entry.attempts}${eraOf(entry.era)}}`;

/** A run whose id was given when its moment was queued, and that has no entry: nothing of it is known yet. */
const unstartedLine = (entry: DueEntry, run: string): string =>
  `{"kind":"run","run":${text(run)},"job":${text(entry.job)},"cause":"due","started":null,"ended":null,"outcome":null,"attempts":0${eraOf(entry.era)}}`;

const machineLine = (span: Omit<MachineSpan, 'id'>): string =>
  `{"kind":"machine","state":"${span.state}","from":${at(span.from)},"to":${at(span.to)}${eraOf(span.era)}}`;

const clockLine = (step: Omit<ClockStep, 'id'>): string =>
  `{"kind":"clock","from":${at(step.from)},"to":${at(step.to)},"era":${step.era}}`;

/** A span without any length, as between a waking and a step of the clock that are noticed together, says nothing. */
const isEmpty = (span: Pick<MachineSpan, 'from' | 'to'>): boolean => span.from === span.to;

/** The timeline's end by the clock before a step of it that nobody saw. */
const endOf = (last: LastState): Instant => instant(last.at - last.unseenStep);

const goesOn = (span: MachineSpan, last: LastState): boolean => span.state === last.state || span.to >= endOf(last);

/** Whether nothing of an entry can change any more, but for the last machine span. */
export function isSettled(change: History): boolean {
  if (change.kind === 'due') return isFinal(change.entry.fate);
  return change.kind !== 'run' || change.entry.outcome !== null;
}

/**
 * Writes entries as lines (semantics §9): due moments, runs, machine spans and clock steps. A run whose id was given and that never
 * started has no entry; its line comes last. Spans that the ledger could not know of, because the computer slept or was off at the
 * timeline's end or Wakeful was not there, complete the machine history.
 */
export class LinePrinter {
  private readonly unstarted = new Map<string, DueEntry>();
  private readonly ledger: Ledger;

  constructor(ledger: Ledger) {
    this.ledger = ledger;
  }

  /** The line of one entry in its last state; null where there is none. */
  lineOf(change: History): string | null {
    switch (change.kind) {
      case 'due':
        return this.dueLineOf(change.entry);
      case 'run':
        return change.entry.cause === 'test' ? null : runLine(change.entry);
      case 'machine':
        return isEmpty(change.entry) ? null : machineLine(change.entry);
      case 'clock':
        return clockLine(change.entry);
      case 'wish':
      case 'incident':
      case 'notice':
        return null;
    }
  }

  /** The last machine span, brought to the end of the timeline where it goes on until then; null where it has no length. */
  lastSpan(span: MachineSpan, last: LastState): string | null {
    const seen = goesOn(span, last) ? { ...span, to: endOf(last) } : span;
    return isEmpty(seen) ? null : machineLine(seen);
  }

  /** What no entry is of: how the computer was at the end, unseen, and runs that never started. */
  *last(span: MachineSpan | null, last: LastState): Iterable<string> {
    if (span !== null) {
      const end = endOf(last);
      if (!goesOn(span, last)) yield machineLine({ state: last.state, from: span.to, to: end, era: span.era });
      if (last.unseenStep !== 0) yield clockLine({ from: end, to: last.at, era: span.era });
    }
    for (const [run, entry] of this.unstarted) {
      if (this.ledger.run(run) === null) yield unstartedLine(entry, run);
    }
  }

  /** A run is named from when its moment is queued: of one that waits for a condition there may never be a run (semantics §9). */
  private dueLineOf(entry: DueEntry): string {
    const { run } = entry;
    if (run === null || this.ledger.run(run) !== null) return dueLine(entry, run);
    if (entry.fate === 'waiting') return dueLine(entry, null);
    if (!this.unstarted.has(run)) this.unstarted.set(run, entry);
    return dueLine(entry, run);
  }
}

/** The whole ledger as `simulate` prints it, in the order in which entries were first written. */
export function* ledgerLines(ledger: Ledger, last: LastState): Iterable<string> {
  const printer = new LinePrinter(ledger);
  const { machine } = ledger.open();
  for (const change of ledger.everything()) {
    const isLast = change.kind === 'machine' && change.entry.id === machine?.id;
    const line = isLast ? printer.lastSpan(change.entry, last) : printer.lineOf(change);
    if (line !== null) yield line;
  }
  yield* printer.last(machine, last);
}
