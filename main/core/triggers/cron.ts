import { type Parsed, type Problem } from '../problem.ts';
import { CronSchedule } from './cronSchedule.ts';
import { cronSentence } from './cronSentence.ts';
import { type CronDraw, type CronText, isReboot, readCron } from './cronText.ts';
import { Fields, TIME_KEYS, attempt, refuse } from './fields.ts';
import type { ParseContext, ScheduleContext, TimeTriggerOptions, TriggerType } from './trigger.ts';

/** Vixie cron as Debian and cronie run it (semantics §2.1). */
export interface CronTrigger extends TimeTriggerOptions {
  readonly type: 'cron';
  /** Five fields or a nickname, as a person wrote it. */
  readonly expression: string;
  /**
   * The values drawn for the random parts (`~`) of the expression, in order: drawn once when the job is saved, and saved
   * with it. Absent where the expression has none.
   */
  readonly drawn?: readonly number[];
}

const CRON_KEYS = [...TIME_KEYS, 'expression', 'drawn'];

/** Where a problem of the expression belongs. */
const IN_EXPRESSION = { field: 'expression' } as const;

function parse(json: unknown, context: ParseContext): Parsed<CronTrigger> {
  return attempt((warn) => {
    const fields: Fields = new Fields(json, 'a cron trigger', CRON_KEYS);
    const expression = fields.text('expression');
    if (expression === undefined) fields.missing('expression', '"0 9 * * mon-fri"');
    const kept = fields.raw('drawn');
    if (kept !== undefined && !isListOfNumbers(kept)) {
      refuse({ code: 'wrongType', message: '"drawn" must be a list of whole numbers.', field: 'drawn' });
    }
    const draw: CronDraw = (index, least, most) => {
      // What was drawn before stays, unless the expression was changed since so that it no longer fits.
      const before = kept?.[index];
      if (before !== undefined && before >= least && before <= most) return before;
      const chance = context.draw(`${String(index)} of ${expression}`);
      return least + Math.min(Math.floor(chance * (most - least + 1)), most - least);
    };
    const text = within(IN_EXPRESSION, warn, (warnHere) => readRemembered(expression, draw, warnHere));
    return {
      type: 'cron',
      expression: expression.trim(),
      ...(text.drawn.length === 0 ? {} : { drawn: text.drawn }),
      ...fields.timeOptions(),
    };
  });
}

/** Reads a part of the trigger, naming the field in what is found there. */
function within<T>(
  place: Partial<Problem>,
  warn: (problem: Problem) => void,
  read: (warn: (problem: Problem) => void) => T,
): T {
  const found = attempt(read);
  if (!found.ok) refuse({ ...place, ...found.error });
  for (const warning of found.warnings) warn({ ...place, ...warning });
  return found.value;
}

const isListOfNumbers = (value: unknown): value is readonly number[] =>
  Array.isArray(value) && value.every((item) => Number.isInteger(item));

/** What a trigger that was parsed before matches: nothing can be refused or drawn any more. */
function compiled(trigger: CronTrigger): CronText {
  return readRemembered(
    trigger.expression,
    (index, least) => trigger.drawn?.[index] ?? least,
    () => undefined,
  );
}

/** Expressions that are remembered: people write few different ones, and each is read for the trigger and again for its schedule. */
const MOST_REMEMBERED = 500;

/** What expressions mean in which nothing is drawn and of which nothing is to be warned: they mean the same every time. */
const remembered = new Map<string, CronText>();

/** As `readCron`. */
function readRemembered(expression: string, draw: CronDraw, warn: (problem: Problem) => void): CronText {
  const known = remembered.get(expression);
  if (known !== undefined) return known;
  const warnings: Problem[] = [];
  const text = readCron(expression, draw, (problem) => warnings.push(problem));
  for (const problem of warnings) warn(problem);
  if (warnings.length > 0 || text.drawn.length > 0) return text;
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  remembered.set(expression, text);
  return text;
}

/** Cron expressions. `@reboot` is refused here, for it is an event: `parseTrigger` makes the trigger `start` of it. */
export const cron: TriggerType<CronTrigger> = {
  type: 'cron',
  kind: 'time',
  parse,
  schedule: (trigger: CronTrigger, context: ScheduleContext) =>
    new CronSchedule(compiled(trigger).fields, context.zone),
  following: (trigger) => (compiled(trigger).fields.wildcard ? 'realTime' : 'label'),
  sentence: (trigger) => cronSentence(compiled(trigger).fields),
  text: (trigger) => trigger.expression,
  drawn: (trigger) => (trigger.drawn === undefined ? {} : { drawn: trigger.drawn }),
};

/** `true` for `{"type":"cron","expression":"@reboot"}`, which means `{"type":"start","once":"perBoot"}` (semantics §2.8). */
export function isRebootCron(json: unknown): boolean {
  if (typeof json !== 'object' || json === null || !('type' in json) || json.type !== 'cron') return false;
  return 'expression' in json && typeof json.expression === 'string' && isReboot(json.expression);
}
