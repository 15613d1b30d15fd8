import type { Parsed } from '../problem.ts';
import { formatInstant } from '../time/iso.ts';
import type { Instant } from '../time/instant.ts';
import { single } from './bounded.ts';
import { Fields, TIME_KEYS, attempt, refuse } from './fields.ts';
import { instantInWords } from './sentenceWords.ts';
import type { ParseContext, TimeTriggerOptions, TriggerType } from './trigger.ts';

/** At one instant and never again (semantics §2.6). Spent once the fate of its due moment is final. */
export interface OnceTrigger extends TimeTriggerOptions {
  readonly type: 'once';
  readonly at: Instant;
}

/** Error beside those of fields: `atPast`. An `at` that is now is past too: a due moment is later than its saving. */
function parse(json: unknown, context: ParseContext): Parsed<OnceTrigger> {
  return attempt(() => {
    const fields: Fields = new Fields(json, 'a once trigger', [...TIME_KEYS, 'at']);
    const at = fields.instant('at');
    if (at === undefined) fields.missing('at', '2026-12-01T08:00:00+01:00');
    if (at <= context.now) {
      const message = `${formatInstant(at)} is already past. Choose an instant to come.`;
      refuse({ code: 'atPast', message, field: 'at' });
    }
    return { type: 'once', at, ...fields.timeOptions() };
  });
}

/** A single instant. It does not move with zones or clock changes, for it names its offset. */
export const once: TriggerType<OnceTrigger> = {
  type: 'once',
  kind: 'time',
  parse,
  schedule: (trigger) => single(trigger.at),
  following: () => 'realTime',
  sentence: (trigger, zone) => `Once, on ${instantInWords(trigger.at, zone)}`,
};
