import { MONTHS } from './triggers/sentenceWords.ts';

const CLOCK = String.raw`(?:\s+at\s+(\d{1,2}):(\d{2}))?$`;

const WEEKDAYS_TEXT = new RegExp(String.raw`^every\s+(weekday|workday|working\s+day|weekend)${CLOCK}`, 'i');
const MONTH_TEXT = new RegExp(
  String.raw`^every\s+month(?:\s+on\s+(?:the\s+)?(?:day\s+)?(\d{1,2})(?:st|nd|rd|th)?)?${CLOCK}`,
  'i',
);
const LAST_TEXT = new RegExp(String.raw`^every\s+month\s+on\s+the\s+last\s+(?:day|(\w+day))${CLOCK}`, 'i');
const YEAR_TEXT = new RegExp(String.raw`^every\s+year(?:\s+on\s+(\d{1,2})\.?\s+([a-z]{3,9}))?${CLOCK}`, 'i');

const LONGEST = 80;

/**
 * Days that the words of a phrase cannot name, as a calendar event: `every weekday at 09:00`, `every month on day 1`,
 * `every month on the last friday`, `every year on 24 december`. Null where a text is none of these, or names a time or day
 * that does not exist.
 */
export function readDays(text: string): string | null {
  const plain = text.trim();
  if (plain.length > LONGEST) return null;
  const weekdays = WEEKDAYS_TEXT.exec(plain);
  if (weekdays !== null) {
    const days = /^weekend/i.test(weekdays[1] ?? '') ? 'Sat,Sun' : 'Mon..Fri';
    return withTime(`${days} *-*-*`, weekdays[2], weekdays[3]);
  }
  const last = LAST_TEXT.exec(plain);
  if (last !== null) {
    const weekday = last[1];
    if (weekday === undefined) return withTime('*-*~01', last[2], last[3]);
    return withTime(`${weekday.slice(0, 3)} *-*~07/1`, last[2], last[3]);
  }
  const month = MONTH_TEXT.exec(plain);
  if (month !== null) {
    const day = Number(month[1] ?? 1);
    return day < 1 || day > 31 ? null : withTime(`*-*-${String(day).padStart(2, '0')}`, month[2], month[3]);
  }
  const year = YEAR_TEXT.exec(plain);
  if (year === null) return null;
  const name = year[2]?.toLowerCase();
  const number = name === undefined ? 1 : MONTHS.findIndex((known) => known.toLowerCase().startsWith(name)) + 1;
  const day = Number(year[1] ?? 1);
  if (number === 0 || day < 1 || day > 31) return null;
  return withTime(`*-${String(number).padStart(2, '0')}-${String(day).padStart(2, '0')}`, year[3], year[4]);
}

function withTime(date: string, hour: string | undefined, minute: string | undefined): string | null {
  if (Number(hour ?? 0) > 23 || Number(minute ?? 0) > 59) return null;
  return `${date} ${(hour ?? '00').padStart(2, '0')}:${minute ?? '00'}`;
}
