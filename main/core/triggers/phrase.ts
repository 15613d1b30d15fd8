import type { Parsed } from '../problem.ts';
import { formatInstant } from '../time/iso.ts';
import type { Instant } from '../time/instant.ts';
import { zoneOf } from '../time/zone.ts';
import { Fields, TIME_KEYS, attempt, expectRead, refuse } from './fields.ts';
import { type Phrase, readPhrase } from './phraseMeaning.ts';
import { isPeriodic, phraseSchedule } from './phraseSchedule.ts';
import { phraseSentence } from './phraseSentence.ts';
import { whenUntil } from './phraseUntil.ts';
import type { ParseContext, TimeTriggerOptions, TriggerType } from './trigger.ts';

/** The words of Python's `schedule` (semantics §2.5). A zone named in the text is also `zone`. */
export interface PhraseTrigger extends TimeTriggerOptions {
  readonly type: 'phrase';
  readonly text: string;
  /**
   * The instant that `until` in the text means, fixed when the trigger was first read: "until 8 hours" must not move each
   * time the job is loaded. It may stand in the document, and then counts instead of the text.
   */
  readonly until?: Instant;
}

/** Errors: those of `readPhrase` with `field` "text"; `untilPast`; `zoneTwice`. */
function parse(json: unknown, context: ParseContext): Parsed<PhraseTrigger> {
  return attempt((warn) => {
    const fields: Fields = new Fields(json, 'a phrase trigger', [...TIME_KEYS, 'text', 'until']);
    const text = fields.requiredText('text', 'every monday at 10:30');
    const phrase = expectRead(readPhrase(text), { field: 'text' }, warn);
    const options = fields.timeOptions();
    if (phrase.zone !== null && options.zone !== undefined && options.zone !== phrase.zone) {
      const message = `The phrase is in the zone ${phrase.zone}, and "zone" says ${options.zone}. Leave one of them out.`;
      refuse({ code: 'zoneTwice', message, field: 'zone' });
    }
    const zone = phrase.zone ?? options.zone;
    const until = fields.instant('until') ?? untilOf(phrase, zone, context);
    return {
      type: 'phrase',
      text,
      ...(until === undefined ? {} : { until }),
      ...options,
      ...(phrase.zone === null ? {} : { zone: phrase.zone }),
    };
  });
}

/** The end that the text names, read now, in the zone of the trigger. */
function untilOf(phrase: Phrase, zoneName: string | undefined, context: ParseContext): Instant | undefined {
  if (phrase.until === null) return undefined;
  const named = zoneName === undefined || zoneName === 'local' ? null : zoneOf(zoneName);
  const zone = named?.ok === true ? named.value : context.zone;
  const until = whenUntil(phrase.until, context.now, zone);
  if (until < context.now) {
    const message = `The end, ${formatInstant(until, zone.offsetAt(until))}, is already past: it would never be due.`;
    refuse({ code: 'untilPast', message, field: 'text' });
  }
  return until;
}

/** The phrase of a trigger that was parsed. */
const phraseOf = (trigger: PhraseTrigger): Phrase => {
  const read = readPhrase(trigger.text);
  if (!read.ok) throw new Error(`A phrase that was read before cannot be read: ${read.error.message}`);
  return read.value;
};

/** Phrases. Times of the day follow the label, by the clock rule of §2.2; those within the hour or minute, and periods since a run, real time. */
export const phrase: TriggerType<PhraseTrigger> = {
  type: 'phrase',
  kind: 'time',
  parse,
  schedule: (trigger, context) => phraseSchedule(phraseOf(trigger), trigger.until, context),
  restartsWithRuns: (trigger) => isPeriodic(phraseOf(trigger)),
  following: (trigger) => {
    const phrase = phraseOf(trigger);
    return isPeriodic(phrase) || phrase.unit === 'minute' || phrase.unit === 'hour' ? 'realTime' : 'label';
  },
  sentence: (trigger, zone) => phraseSentence(phraseOf(trigger), trigger.until, zone),
  text: (trigger) => trigger.text,
  drawn: (trigger) => (trigger.until === undefined ? {} : { until: formatInstant(trigger.until) }),
};
