import { type CalendarDuration, isExact } from '../time/iso.ts';
import type { Zone } from '../time/zone.ts';
import type { IntervalTrigger } from './interval.ts';
import { counted, instantInWords, lengthInWords } from './sentenceWords.ts';

/** "5 minutes", "1 month", "1 day 12 hours". */
function calendarLengthInWords(length: CalendarDuration): string {
  const parts = (
    [
      [length.years, 'year'],
      [length.months, 'month'],
      [length.weeks, 'week'],
      [length.days, 'day'],
    ] as const
  ).flatMap(([count, unit]) => (count === 0 ? [] : [counted(count, unit)]));
  if (length.exact !== 0 || parts.length === 0) parts.push(lengthInWords(length.exact));
  return parts.join(' ');
}

/** "every 5 minutes", "every day"; the number 1 is left out where it stands alone. */
const everyInWords = (words: string): string => `Every ${/^1 [a-z]+$/.test(words) ? words.slice(2) : words}`;

/** "Every 5 minutes", "Every 5 to 10 minutes, counted from the end of the previous run, until …". */
export function intervalSentence(trigger: IntervalTrigger, zone?: Zone): string {
  const every = calendarLengthInWords(trigger.every);
  let sentence = everyInWords(every);
  if (trigger.upTo !== undefined) {
    const upTo = calendarLengthInWords(trigger.upTo);
    const [, count, unit = ''] = /^(\d+) ([a-z]+)$/.exec(every) ?? [];
    const sameUnit = count !== undefined && upTo.endsWith(unit.endsWith('s') ? unit : `${unit}s`);
    sentence = `Every ${sameUnit ? count : every} to ${upTo}`;
  }
  if (trigger.from === 'finish') sentence += ', counted from the end of the previous run';
  if (trigger.anchor !== undefined) {
    sentence += `, counted from ${instantInWords(trigger.anchor, zone)}`;
    if (!isExact(trigger.every)) sentence += ' by the calendar';
  }
  if (trigger.immediately) sentence += ', first at once';
  if (trigger.until !== undefined) sentence += `, until ${instantInWords(trigger.until, zone)}`;
  return sentence;
}
