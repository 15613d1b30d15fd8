import type { Instant } from '../time/instant.ts';
import type { Zone } from '../time/zone.ts';
import type { Phrase } from './phraseMeaning.ts';
import { WEEKDAYS, counted, instantInWords, two } from './sentenceWords.ts';

/** "Every 5 minutes", "Every 5 to 10 minutes", "Every Monday at 10:30", "Every hour at :30". */
export function phraseSentence(phrase: Phrase, until: Instant | undefined, zone?: Zone): string {
  let sentence = 'Every ';
  if (typeof phrase.unit === 'number') sentence += WEEKDAYS[phrase.unit as 0];
  else if (phrase.upTo !== null) sentence += `${String(phrase.count)} to ${counted(phrase.upTo, phrase.unit)}`;
  else sentence += phrase.count === 1 ? phrase.unit : counted(phrase.count, phrase.unit);
  if (phrase.at !== null) sentence += ` at ${timeInWords(phrase, phrase.at)}`;
  if (phrase.zone !== null) sentence += `, ${phrase.zone} time`;
  if (until !== undefined) sentence += `, until ${instantInWords(until, zone)}`;
  return sentence;
}

function timeInWords({ unit }: Phrase, at: number): string {
  const second = Math.floor(at / 1000) % 60;
  const minute = Math.floor(at / 60_000) % 60;
  if (unit === 'minute') return `second ${String(second)}`;
  if (unit === 'hour') return second === 0 ? `:${two(minute)}` : `minute ${String(minute)}, second ${String(second)}`;
  return `${two(Math.floor(at / 3_600_000))}:${two(minute)}${second === 0 ? '' : `:${two(second)}`}`;
}
