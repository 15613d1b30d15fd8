import type { LateReason } from '../fate.ts';
import { elapsed } from '../time/instant.ts';
import { durationText, setDurationText } from './durations.ts';
import { type RunFacts, runLength } from './runText.ts';
import { factTexts } from './texts.ts';
import { factTimeText, fullText, numberText, wholeDaysText } from './times.ts';
import type { DueFacts, WhyContext } from './why.ts';

/** A fact with its name, for the list under the sentence. */
export interface Fact {
  readonly name: string;
  readonly value: string;
}

/** What is known of the run beside how it went. */
export interface RunIdentity extends RunFacts {
  readonly run: string;
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** Facts that the entry itself does not have. */
export interface MoreFacts {
  /** The rule of the job that decided: "Run once for the latest, within 12 h". */
  readonly rule?: string;
  /** How many other due moments its run answers for, and their first and last. */
  readonly answersFor?: { readonly count: number; readonly text: string };
}

/** Longest value of an output that is shown. */
const LONGEST_VALUE = 200;

/** The facts behind a due moment, to the second, the same everywhere (ui.md §4.4). */
export function whyFacts(
  entry: DueFacts,
  run: RunIdentity | null,
  context: WhyContext,
  more: MoreFacts = {},
): readonly Fact[] {
  const { facts } = entry;
  const list: Fact[] = [];
  const add = (name: string, value: string | null | undefined): void => {
    if (value !== null && value !== undefined && value !== '') list.push({ name, value });
  };
  add(factTexts.due, fullText(entry.due, context));
  if (entry.count > 1) {
    add(factTexts.lastDue, fullText(entry.last ?? entry.due, context));
    add(factTexts.count, numberText(entry.count, context));
  }
  add(factTexts.rule, more.rule);
  add(...stretchFact(entry, context));
  add(factTexts.waitedFor, facts.condition);
  add(factTexts.lastSaid, facts.said);
  if (facts.waitingSince !== undefined) add(factTexts.waitedSince, precise(facts.waitingSince, entry, context));
  if (facts.deadline !== undefined) add(factTexts.deadline, precise(facts.deadline, entry, context));
  if (facts.within !== undefined) add(factTexts.within, setDurationText(facts.within));
  if (facts.missed !== undefined) add(factTexts.missed, numberText(facts.missed, context));
  if (facts.limit !== undefined) add(factTexts.limit, numberText(facts.limit, context));
  if (facts.byJob !== undefined) add(factTexts.upstream, context.nameOf(facts.byJob));
  if (facts.byRun !== undefined) add(factTexts.byRun, facts.byRun);
  if (facts.wishedAt !== undefined) add(factTexts.wished, precise(facts.wishedAt, entry, context));
  if (entry.decided !== null && entry.fate !== 'comingUp') {
    add(factTexts.decided, precise(entry.decided, entry, context));
  }
  if (run !== null) addRun(add, entry, run, context);
  if (more.answersFor !== undefined) {
    const { count, text } = more.answersFor;
    add(factTexts.answersFor, factTexts.others(count, numberText(count, context), text));
  }
  return list;
}

function addRun(
  add: (name: string, value: string | null) => void,
  entry: DueFacts,
  run: RunIdentity,
  context: WhyContext,
): void {
  const parts = [
    run.run,
    factTexts.attempts(run.attempts),
    run.exitCode === null ? '' : factTexts.exitCode(run.exitCode),
  ];
  add(
    entry.fate === 'coalesced' ? factTexts.answeredBy : factTexts.run,
    parts.filter((part) => part !== '').join(', '),
  );
  if (run.started !== null) {
    add(factTexts.started, precise(run.started, entry, context));
    const late = elapsed(entry.due, run.started);
    if (entry.fate !== 'coalesced' && late >= 1000) add(factTexts.late, durationText(late));
  }
  if (run.ended !== null) add(factTexts.ended, precise(run.ended, entry, context));
  const length = runLength(run);
  if (length !== null) add(factTexts.took, durationText(length));
  add(factTexts.message, run.message);
  const outputs = Object.entries(run.outputs).map(([key, value]) => `${key} = ${shown(value)}`);
  add(factTexts.outputs, outputs.join(', '));
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}

/** The stretch that kept it from running, under the name of what it was. */
function stretchFact({ due, reason, facts }: DueFacts, context: WhyContext): [name: string, value: string | null] {
  const { from } = facts;
  const to = facts.to ?? (reason === 'stillRunning' ? (context.byRun?.ended ?? undefined) : undefined);
  const name = nameOfStretch(reason, facts.cause);
  if (name === null || (from === undefined && to === undefined)) return ['', null];
  const days =
    reason === 'blackout' && from !== undefined && to !== undefined ? wholeDaysText(from, to, context) : null;
  if (days !== null) return [name, days[0] === days[1] ? days[0] : factTexts.fromTo(...days)];
  const time = (at: typeof from): string => (at === undefined ? '…' : precise(at, { due }, context));
  return [name, factTexts.fromTo(time(from), time(to))];
}

function nameOfStretch(reason: DueFacts['reason'], cause: LateReason | undefined): string | null {
  switch (reason) {
    case 'asleep':
    case 'off':
    case 'notRunning':
    case 'clockChanged':
    case 'paused':
    case 'blackout':
    case 'stillRunning':
      return factTexts.stretch[reason];
    case 'noCatchUp':
    case 'tooLate':
    case 'overLimit':
      return cause === 'asleep' || cause === 'off' || cause === 'notRunning' || cause === 'clockChanged'
        ? factTexts.stretch[cause]
        : null;
    default:
      return null;
  }
}

/** A time to the second, with its date where the clock alone would not do. */
const precise = (at: DueFacts['due'], { due }: Pick<DueFacts, 'due'>, context: WhyContext): string =>
  factTimeText(at, due, context);
