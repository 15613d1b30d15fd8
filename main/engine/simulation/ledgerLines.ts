import type { Instant } from '../../core/time/instant.ts';
import { formatInstant } from '../../core/time/iso.ts';
import type { ClockStep, DueEntry, Ledger, MachineSpan, MachineState, RunEntry } from '../ledger.ts';

/** The wall clock and the computer's true state when the timeline ended. */
export interface LastState {
  readonly at: Instant;
  readonly state: MachineState;
}

const at = (instant: Instant): string => `"${formatInstant(instant)}"`;
const orNull = (instant: Instant | null): string => (instant === null ? 'null' : at(instant));
const text = (value: string | null): string => JSON.stringify(value);

/** Lines after the first era say in which they are. */
const eraOf = (era: number): string => (era > 1 ? `,"era":${era}` : '');

function dueLine(entry: DueEntry): string {
  const span = entry.count > 1 ? `,"last":${at(entry.last ?? entry.due)},"count":${entry.count}` : '';
  const sequence = entry.sequence === undefined ? '' : `,"sequence":${text(entry.sequence)}`;
  return (
    `{"kind":"due","job":${text(entry.job)},"trigger":${entry.trigger}${sequence},"due":${at(entry.due)}${span}` +
    `,"fate":"${entry.fate}","reason":${text(entry.reason)},"run":${text(entry.run)},"decided":${at(entry.decided)}${eraOf(entry.era)}}`
  );
}

const runLine = (entry: RunEntry): string =>
  `{"kind":"run","run":${text(entry.run)},"job":${text(entry.job)},"cause":"${entry.cause}","started":${orNull(entry.started)}` +
  `,"ended":${orNull(entry.ended)},"outcome":${text(entry.outcome)},"attempts":${entry.attempts}${eraOf(entry.era)}}`;

/** A run whose id was given when its moment began to wait, and that has not started: nothing of it is known yet. */
const unstartedLine = (entry: DueEntry, run: string): string =>
  `{"kind":"run","run":${text(run)},"job":${text(entry.job)},"cause":"due","started":null,"ended":null,"outcome":null,"attempts":0${eraOf(entry.era)}}`;

const machineLine = (span: Omit<MachineSpan, 'id'>): string =>
  `{"kind":"machine","state":"${span.state}","from":${at(span.from)},"to":${at(span.to)}${eraOf(span.era)}}`;

const clockLine = (step: ClockStep): string =>
  `{"kind":"clock","from":${at(step.from)},"to":${at(step.to)},"era":${step.era}}`;

/** A span without any length, as between a waking and a step of the clock that are noticed together, says nothing. */
const isEmpty = (span: Pick<MachineSpan, 'from' | 'to'>): boolean => span.from === span.to;

/** The last span of the machine history, brought to the timeline's end. */
function lastMachineLines(span: MachineSpan, last: LastState): readonly string[] {
  if (span.state === last.state || span.to >= last.at) return [machineLine({ ...span, to: last.at })];
  return [machineLine(span), machineLine({ state: last.state, from: span.to, to: last.at, era: span.era })];
}

/**
 * The ledger as `simulate` prints it (semantics §9): due moments, runs, machine spans and clock steps in their last state, in the order in
 * which they were first written. What the ledger cannot know, that the computer slept or was off at the timeline's end and for how long
 * Wakeful was not there, is completed, so that the machine spans tile the timeline.
 */
export function* ledgerLines(ledger: Ledger, last: LastState): Iterable<string> {
  const unstarted = new Set<string>();
  let pending: MachineSpan | null = null;
  const lastSpan = ledger.open().machine;
  for (const change of ledger.everything()) {
    switch (change.kind) {
      case 'due':
        yield dueLine(change.entry);
        if (change.entry.run !== null && !unstarted.has(change.entry.run) && ledger.run(change.entry.run) === null) {
          unstarted.add(change.entry.run);
          yield unstartedLine(change.entry, change.entry.run);
        }
        break;
      case 'run':
        if (change.entry.cause !== 'test') yield runLine(change.entry);
        break;
      case 'machine':
        if (change.entry.id === lastSpan?.id) pending = change.entry;
        if (change.entry.id === lastSpan?.id) yield* lastMachineLines(change.entry, last).slice(0, 1);
        else if (!isEmpty(change.entry)) yield machineLine(change.entry);
        break;
      case 'clock':
        yield clockLine(change.entry);
        break;
      case 'wish':
      case 'incident':
      case 'notice':
        break;
    }
  }
  if (pending !== null) yield* lastMachineLines(pending, last).slice(1);
}
