import type { Fate, FateFacts, FateReason, Standing } from '../fate.ts';
import { assertNever } from '../problem.ts';
import { type Duration, type Instant, duration, elapsed } from '../time/instant.ts';
import { durationText, setDurationText, spokenDuration } from './durations.ts';
import { type RunFacts, endingText, isUneventful, stoppedSentence } from './runText.ts';
import { wholeDaysText, type Naming, type TimeContext, naming, numberText } from './times.ts';
import { whyTexts } from './texts.ts';

/** A due moment, or a span of them, to be explained; a `DueEntry` fits. */
export interface DueFacts {
  readonly due: Instant;
  readonly last?: Instant;
  readonly count: number;
  readonly fate: Fate | Standing | 'comingUp';
  readonly reason: FateReason | null;
  readonly facts: FateFacts;
  readonly decided: Instant | null;
}

/** Who reads, and what is known beside the entry itself. */
export interface WhyContext extends TimeContext {
  /** Name of a job by its id. */
  readonly nameOf: (job: string) => string;
  /** The run named by `facts.byRun`: the one that stood in the way. */
  readonly byRun?: RunFacts | null;
  /** Name of the sequence that made it due. */
  readonly sequence?: string;
  /** Median of the job's last durations; absent with fewer than five. */
  readonly usually?: Duration | null;
  /** Only coming up: the person wished to skip it. */
  readonly skipped?: boolean;
  /** Only coming up: the instant is an estimate, for it hangs on a run of this job. */
  readonly estimatedAfter?: string | null;
}

/**
 * The sentence that explains a due moment (ui.md §3), the same in window, tray, command line and notifications. `run` is the run for it,
 * or the one that answers for it; null where there is none.
 */
export function whySentence(entry: DueFacts, run: RunFacts | null, context: WhyContext): string {
  const names = naming(entry.due, context);
  switch (entry.fate) {
    case 'ran':
    case 'caughtUp':
    case 'running':
      return run === null ? dueOnly(entry, names) : startedSentence(entry, run, names, context);
    case 'coalesced':
      return coalescedSentence(entry, run, names, context);
    case 'skipped':
      return manyBefore(entry, names, context, `${skippedClause(entry, names, context)}.`);
    case 'expired':
      return manyBefore(entry, names, context, whyTexts.didNotRun(expiredClause(entry, names, context)));
    case 'waiting':
      return waitingSentence(entry, names, context);
    case 'queued': {
      const started = context.byRun?.started ?? null;
      return started === null ? whyTexts.inLine : whyTexts.inLineBehind(names.when(started));
    }
    case 'comingUp':
      return comingUpSentence(entry.due, context);
    default:
      return assertNever(entry.fate);
  }
}

/** The rest of a sentence: why a due moment was late, "because this computer was asleep from 23:58 to 08:10". */
function lateClause(reason: FateReason | null, facts: FateFacts, names: Naming): string {
  const clause = reasonClause(reason, facts, names);
  return clause !== '' && facts.also !== undefined ? `${clause} and ${facts.also}` : clause;
}

function reasonClause(reason: FateReason | null, facts: FateFacts, names: Naming): string {
  const from = named(facts.from, names);
  const to = named(facts.to, names);
  switch (reason) {
    case 'asleep':
    case 'off':
    case 'notRunning':
    case 'clockChanged':
      return whyTexts.because[reason](from, to);
    case 'busy':
      return whyTexts.because.busy(to);
    case 'waited':
      return whyTexts.because.waited(facts.condition ?? null, to);
    default:
      return '';
  }
}

const named = (at: Instant | undefined, names: Naming): string | null => (at === undefined ? null : names.bare(at));

function dueOnly(entry: DueFacts, names: Naming): string {
  const clause = lateClause(entry.reason, entry.facts, names);
  return clause === ''
    ? whyTexts.dueAndOnTime(names.when(entry.due))
    : whyTexts.dueAndStarted(names.when(entry.due), names.when(entry.decided ?? entry.due), clause);
}

/** For moments that a run started for: the start, what made it late, and the end unless it was as it should be. */
function startedSentence(entry: DueFacts, run: RunFacts, names: Naming, context: WhyContext): string {
  const late = entry.fate === 'caughtUp' || (entry.fate === 'running' && entry.reason !== null);
  const over = run.outcome !== null;
  if (!late && !over && entry.fate === 'running') return runsSentence(run, names, context);
  const when = names.when(entry.due);
  const uneventful = isUneventful(run);
  const ending = endingText(run);
  const first = late
    ? whyTexts.dueAndStarted(
        when,
        names.when(run.started ?? entry.decided ?? entry.due),
        lateClause(entry.reason, entry.facts, names),
      )
    : uneventful || run.outcome === 'stopped'
      ? whyTexts.dueAndOnTime(when)
      : run.outcome === 'couldNotStart'
        ? whyTexts.dueAnd(when, ending)
        : whyTexts.dueOnTimeAnd(when, ending);
  const all = entry.count > 1 ? `${manyText(entry, names, context)}. ${first}` : first;
  if (run.outcome === null) return entry.fate === 'running' ? `${all} ${runsSentence(run, names, context)}` : all;
  if (run.outcome === 'stopped') return `${all} ${stoppedSentence(run, names)}`;
  return late && !uneventful ? `${all} ${whyTexts.itEnded(ending)}` : all;
}

function runsSentence(run: RunFacts, names: Naming, context: WhyContext): string {
  if (run.started === null) return whyTexts.inLine;
  const usually = context.usually ?? null;
  return whyTexts.runsSince(names.bare(run.started), usually === null ? null : usualText(usually));
}

/** "24 min", "2 min 10 s": a median need not be exact, so from ten minutes on it is told in whole ones. */
function usualText(usual: Duration): string {
  const minute = 60_000;
  return durationText(usual < 10 * minute ? usual : duration(Math.round(usual / minute) * minute));
}

function coalescedSentence(entry: DueFacts, run: RunFacts | null, names: Naming, context: WhyContext): string {
  const started = run?.started ?? null;
  const answering = started === null ? whyTexts.theRunInLine : whyTexts.theRunAt(names.when(started));
  const during = duringText(entry);
  return entry.count > 1
    ? whyTexts.answersForAll(manyText(entry, names, context), during, answering)
    : whyTexts.answersForIt(answering, names.when(entry.due), during);
}

function duringText({ reason, facts }: DueFacts): string {
  switch (reason) {
    case 'asleep':
    case 'off':
    case 'notRunning':
    case 'clockChanged':
    case 'busy':
      return whyTexts.while[reason];
    default:
      return whyTexts.while.waited(facts.condition ?? null);
  }
}

const manyText = (entry: DueFacts, names: Naming, context: WhyContext): string =>
  whyTexts.many(numberText(entry.count, context), names.bare(entry.due), names.bare(entry.last ?? entry.due));

const manyBefore = (entry: DueFacts, names: Naming, context: WhyContext, rest: string): string =>
  entry.count > 1 ? whyTexts.manyAnd(manyText(entry, names, context), rest) : rest;

function skippedClause(entry: DueFacts, names: Naming, context: WhyContext): string {
  const { facts } = entry;
  const decided = names.when(facts.wishedAt ?? entry.decided ?? entry.due);
  switch (entry.reason) {
    case 'paused':
      return whyTexts.skipped.paused(named(facts.from, names), named(facts.to, names));
    case 'skipNext':
      return whyTexts.skipped.skipNext(facts.wishedAt === undefined ? null : names.when(facts.wishedAt));
    case 'stillRunning': {
      const started = context.byRun?.started ?? facts.from;
      const ended = context.byRun?.ended ?? facts.to;
      return whyTexts.skipped.stillRunning(named(started, names), named(ended, names));
    }
    case 'sequenceCancelled':
      return whyTexts.skipped.sequenceCancelled(context.sequence ?? null, decided);
    case 'dismissed':
      return whyTexts.skipped.dismissed(decided, facts.condition ?? null);
    case 'jobChanged':
      return whyTexts.skipped.jobChanged(decided);
    case 'blackout': {
      const { from, to } = facts;
      const days = from === undefined || to === undefined ? null : wholeDaysText(from, to, context);
      return days === null
        ? whyTexts.skipped.blackout(named(from, names), named(to, names))
        : whyTexts.skipped.blackoutDays(...days);
    }
    default:
      return whyTexts.skipped.plain;
  }
}

function expiredClause(entry: DueFacts, names: Naming, context: WhyContext): string {
  const { facts } = entry;
  const upstream = facts.byJob === undefined ? (facts.condition ?? whyTexts.anotherJob) : context.nameOf(facts.byJob);
  switch (entry.reason) {
    case 'noCatchUp':
      return whyTexts.expired.noCatchUp(whyTexts.away[facts.cause ?? 'asleep'], facts.notAfterThat === true);
    case 'tooLate':
      return whyTexts.expired.tooLate(
        facts.within === undefined ? null : setDurationText(facts.within),
        cameBackText(entry),
      );
    case 'overLimit':
      return whyTexts.expired.overLimit(
        facts.missed === undefined ? null : numberText(facts.missed, context),
        facts.limit === undefined ? null : numberText(facts.limit, context),
      );
    case 'conditionDeadline':
      return whyTexts.expired.conditionDeadline(
        facts.condition ?? whyTexts.something,
        names.bare(facts.deadline ?? entry.decided ?? entry.due),
      );
    case 'upstreamFailed':
      return whyTexts.expired.upstreamFailed(upstream, facts.at === undefined ? null : names.when(facts.at));
    case 'upstreamNotRun':
      return whyTexts.expired.upstreamNotRun(upstream, named(facts.deadline, names));
    default:
      return whyTexts.expired.plain;
  }
}

/** "this computer woke 40 minutes later": from the due moment to the end of what kept it. */
function cameBackText({ facts, due, last, decided }: DueFacts): string {
  const back = facts.to ?? decided ?? due;
  const later = spokenDuration(elapsed(last ?? due, back));
  switch (facts.cause) {
    case 'asleep':
    case 'off':
    case 'notRunning':
      return whyTexts.cameBack[facts.cause](later);
    default:
      return whyTexts.cameBack.other(later);
  }
}

function waitingSentence(entry: DueFacts, names: Naming, context: WhyContext): string {
  const { facts } = entry;
  const since = facts.waitingSince ?? entry.decided ?? entry.due;
  const waits = whyTexts.waits(facts.condition ?? null, names.bare(since));
  if (facts.deadline === undefined) return waits;
  const left = elapsed(context.now, facts.deadline);
  const when = names.when(facts.deadline);
  return `${waits} ${left > 0 ? whyTexts.givesUp(when, spokenDuration(left)) : whyTexts.givesUpNow(when)}`;
}

function comingUpSentence(due: Instant, context: WhyContext): string {
  const left = elapsed(context.now, due);
  const names = naming(due, context);
  const inHow = left > 0 ? spokenDuration(left) : null;
  if (context.estimatedAfter !== undefined && context.estimatedAfter !== null) {
    return whyTexts.expected(names.bare(due), inHow, context.estimatedAfter);
  }
  const sentence = whyTexts.comingUp(names.when(due), inHow);
  return context.skipped === true ? whyTexts.willBeSkipped(sentence) : sentence;
}
