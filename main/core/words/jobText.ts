import type { CatchUp, Condition, Job, Run } from '../job.ts';
import { assertNever } from '../problem.ts';
import { conditionName } from '../rules/conditions.ts';
import type { Zone } from '../time/zone.ts';
import { type Trigger, kindOf, sentenceOf } from '../triggers/registry.ts';
import { ruleDurationText } from './durations.ts';
import { jobTexts } from './jobTexts.ts';
import { texts } from './texts.ts';

/** Name of a job by its id. */
export type NameOf = (job: string) => string;

/**
 * The job as two sentences (ui.md §4.4): when it runs; and by which rules, where it has any: catching up, what it waits for, blackouts.
 * "Every hour at :05." "If the computer was asleep or off, it runs once for the latest due moment, within 12 h."
 */
export function jobSentences(job: Job, nameOf: NameOf, zone?: Zone): readonly string[] {
  const rules = [catchUpSentence(job), waitingSentence(job, nameOf), blackoutSentence(job)].filter((one) => one !== '');
  const when = whenText(job.triggers, nameOf, zone);
  const first = job.triggers.length === 0 ? jobTexts.never : jobTexts.when(when);
  return [job.enabled ? first : jobTexts.disabled(first), ...(rules.length === 0 ? [] : [rules.join(' ')])];
}

/** "Every hour at :05; also after Ingest source one succeeded": all triggers of a job, without a full stop. Instants are told by the clock of `zone`, or in UTC. */
export function whenText(triggers: readonly Trigger[], nameOf: NameOf, zone?: Zone): string {
  if (triggers.length === 0) return jobTexts.never.replace(/\.$/, '');
  return triggers
    .map((trigger, index) => {
      const named = trigger.type === 'after' ? { ...trigger, job: nameOf(trigger.job) } : trigger;
      const sentence = sentenceOf(named, zone);
      return index === 0 ? sentence : lowered(sentence);
    })
    .join(jobTexts.also);
}

/** Whether a sentence begins with a word that is written small in the middle of another: not with a name. */
const lowered = (sentence: string): string =>
  /^(?:Every|At|On|When|After|Once|Kept|In|From|While|\d)/.test(sentence)
    ? sentence.slice(0, 1).toLowerCase() + sentence.slice(1)
    : sentence;

/** Only what can be missed is caught up: moments of time triggers and those owed after other jobs. */
function catchUpSentence({ triggers, catchUp }: Job): string {
  if (!triggers.some((trigger) => kindOf(trigger) !== 'event')) return '';
  const { afterSleep, afterOff } = catchUp;
  if (catchUp.runs === 'none' || (!afterSleep && !afterOff)) return jobTexts.noCatchUp;
  const away = afterSleep && afterOff ? 'both' : afterSleep ? 'sleep' : 'off';
  const how = catchUp.runs === 'all' ? jobTexts.catchUp.all(String(catchUp.limit)) : jobTexts.catchUp[catchUp.runs];
  const within = catchUp.within === null ? '' : jobTexts.catchUp.within(ruleDurationText(catchUp.within));
  const not = away === 'both' ? '' : `; ${away === 'sleep' ? jobTexts.notAfter.off : jobTexts.notAfter.sleep}`;
  return `${jobTexts.ifAway[away]}, ${how}${within}${not}.`;
}

/** "Run once when it is back, within 12 h": the closed row of the editor, and the rule among the facts. */
export function catchUpText(catchUp: CatchUp): string {
  const short = jobTexts.catchUpShort;
  const { afterSleep, afterOff } = catchUp;
  if (catchUp.runs === 'none' || (!afterSleep && !afterOff)) return short.none;
  const how = catchUp.runs === 'all' ? short.all(String(catchUp.limit)) : short[catchUp.runs];
  const within = catchUp.within === null ? '' : short.within(ruleDurationText(catchUp.within));
  const not = afterSleep && afterOff ? '' : afterSleep ? short.notAfter.off : short.notAfter.sleep;
  return `${how}${within}${not}`;
}

/** "would catch up within 12 h, but not after being off": behind what says that this computer is usually away then. */
export function wouldCatchUpText({ runs, within, afterSleep, afterOff }: CatchUp): string {
  const would = jobTexts.wouldCatchUp;
  if (runs === 'none' || (!afterSleep && !afterOff)) return would.no;
  const not = afterSleep && afterOff ? '' : afterSleep ? would.notAfter.off : would.notAfter.sleep;
  return `${would.yes}${within === null ? '' : would.within(ruleDurationText(within))}${not}`;
}

function waitingSentence(job: Job, nameOf: NameOf): string {
  if (job.conditions.length === 0) return '';
  return jobTexts.waitsFor(conditionsList(job, nameOf), ruleDurationText(job.deadline));
}

function conditionsList({ conditions, anyUpstream }: Job, nameOf: NameOf): string {
  const upstream = conditions.filter((condition) => condition.kind === 'job').map((one) => conditionText(one, nameOf));
  const own = conditions.filter((condition) => condition.kind !== 'job').map((one) => conditionText(one, nameOf));
  return texts.and(anyUpstream ? [...own, texts.or(upstream)].filter((one) => one !== '') : [...own, ...upstream]);
}

/** What is waited for, with the rule of an upstream: "the network", "a new success of Ingest source one". */
export function conditionText(condition: Condition, nameOf: NameOf): string {
  if (condition.kind !== 'job') return conditionName(condition, nameOf);
  const name = nameOf(condition.job);
  const { succeeded } = condition;
  const text =
    typeof succeeded === 'string'
      ? jobTexts.success[succeeded](name)
      : jobTexts.success.within(name, ruleDurationText(succeeded.within));
  return condition.changed ? `${text}${jobTexts.success.changed}` : text;
}

/** "Wait for the network and mains power": the closed row of the editor. */
export const conditionsText = (job: Job, nameOf: NameOf): string =>
  job.conditions.length === 0 ? jobTexts.noConditions : jobTexts.conditionsShort(conditionsList(job, nameOf));

/** "Notify on the first failure", "Tries again up to 3 times, after 30 s, notify …": the closed row of the editor. */
export function failureText({ retry, notify }: Job): string {
  const told = notify.failure ? jobTexts.notify(notify.afterFailures) : jobTexts.notNotified;
  if (retry.limit === 0) return told;
  return jobTexts.failureShort([jobTexts.retries(retry.limit, ruleDurationText(retry.delay)), lowerFirst(told)]);
}

const lowerFirst = (text: string): string => text.slice(0, 1).toLowerCase() + text.slice(1);

const blackoutSentence = ({ blackouts }: Job): string =>
  blackouts.length === 0 ? '' : jobTexts.notDuring(blackouts.length);

/** What a job starts, as a person would type it: the command quoted for a POSIX shell, the shell line, the beginning of the script. */
export function commandText(run: Run): string {
  if ('command' in run) return run.command.map(quoted).join(' ');
  if ('shell' in run) return run.shell;
  if ('script' in run) {
    const lines = run.script.trim().split('\n');
    return lines.length > 1 ? `${lines[0] ?? ''} …` : (lines[0] ?? '');
  }
  return assertNever(run);
}

/** One word of a command: as it is where a shell would leave it so, else in single quotes. */
const quoted = (word: string): string => (/^[\w@%+=:,./~-]+$/.test(word) ? word : `'${word.replace(/'/g, `'\\''`)}'`);
