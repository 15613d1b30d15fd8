import type { MissedRow } from '../rules/missed.ts';
import { type Duration, type Instant, elapsed } from '../time/instant.ts';
import { durationText, spokenDuration } from './durations.ts';
import { tellTexts } from './jobTexts.ts';
import { outcomeLabel } from './dueLabel.ts';
import type { RunFacts } from './runText.ts';
import { type TimeContext, naming, timeOfDayText } from './times.ts';

/** What is told: the same text in a notification and in the inbox (ui.md §13). */
export interface Told {
  readonly title: string;
  readonly body: string;
}

/** "3 failures in a row, exit code 75": an incident in one line. */
export function failuresText(failures: number, lastRun: RunFacts | null): string {
  const how = lastRun === null ? null : outcomeLabel(lastRun);
  const count = tellTexts.failures(failures);
  if (failures === 1) return how ?? count;
  return how === null ? count : tellTexts.failuresWith(count, lastHow(how));
}

/** "Failed, exit code 75" is only "exit code 75" after "3 failures"; another outcome keeps its name: "timed out". */
const lastHow = (label: string): string => {
  const rest = label.replace(/^Failed, /, '');
  return rest.slice(0, 1).toLowerCase() + rest.slice(1);
};

/** On the opening of an incident: what, exit code, last line of its output. */
export function toldFailing(name: string, failures: number, lastRun: RunFacts, lastLine: string | null): Told {
  const text = failuresText(failures, lastRun);
  const message = lastLine ?? lastRun.message;
  return {
    title: tellTexts.failing(name),
    body: message === null || message.trim() === '' ? text : tellTexts.lastLine(text, message.trim()),
  };
}

/** On the recovery: how many failures there were, and how long they lasted. */
export function toldRecovered(name: string, failures: number, opened: Instant, recovered: Instant): Told {
  const body = tellTexts.recoveredBody(tellTexts.failures(failures), durationText(elapsed(opened, recovered)));
  return { title: tellTexts.recovered(name), body };
}

/**
 * "Did not run for 3 nights: asleep each time. At 09:10 this computer is usually awake." `awakeAt`: milliseconds from midnight
 * (`usuallyAwakeAt`); null where none is known.
 */
export function toldMissed(name: string, row: MissedRow, awakeAt: number | null, context: TimeContext): Told {
  const why = tellTexts.eachTime[row.cause];
  const first = row.nights ? tellTexts.missedNights(row.count, why) : tellTexts.missedTimes(row.count, why);
  const body = awakeAt === null ? first : `${first} ${tellTexts.usuallyAwake(timeOfDayText(awakeAt, context))}`;
  return { title: tellTexts.missed(name), body };
}

export function toldStillRunning(name: string, started: Instant, context: TimeContext): Told {
  const length = spokenDuration(elapsed(started, context.now));
  return {
    title: tellTexts.stillRunning(name),
    body: tellTexts.stillRunningBody(naming(started, context).bare(started), length),
  };
}

/** A job that is kept running and ended too often to be started again (semantics §2.8 `keepAlive`). */
export const toldGaveUp = (name: string, restarts: number, within: Duration): Told => ({
  title: tellTexts.gaveUp(name),
  body: tellTexts.gaveUpBody(restarts, spokenDuration(within)),
});

/** A job that failed so often in a row that it was disabled (`giveUpAfter`). */
export const toldDisabled = (name: string, failures: number): Told => ({
  title: tellTexts.disabled(name),
  body: tellTexts.disabledBody(failures),
});

/** A run used more than its job's limits allow. `what`: which, one sentence. */
export const toldOverLimit = (name: string, what: string): Told => ({ title: tellTexts.overLimit(name), body: what });

/** After quiet hours: how many were held back, and their titles. */
export const toldSummary = (titles: readonly string[]): Told => ({
  title: tellTexts.summary(titles.length),
  body: titles.join('\n'),
});
