/** A time of day that was said. */
export interface Clock {
  /** Minutes since midnight; 1440 is the midnight that ends the day. */
  readonly minutes: number;
}

const NAMED: ReadonlyMap<string, number> = new Map(
  Object.entries({
    midnight: 24 * 60,
    noon: 12 * 60,
    midday: 12 * 60,
    morning: 8 * 60,
    'in the morning': 8 * 60,
    afternoon: 14 * 60,
    'in the afternoon': 14 * 60,
    evening: 18 * 60,
    'in the evening': 18 * 60,
    night: 20 * 60,
  }),
);

const DIGITS = /^(\d{1,2})(?:[:.](\d{2}))?(?: ?(am|pm|a\.m\.|p\.m\.)| o'?clock)?$/;

/** Reads `20:05`, `8am`, `8.30 pm`, `noon`, `morning`; a bare `8` where `bareHour`. Null: no time of day, or none that there is. */
export function readClock(text: string, bareHour: boolean): Clock | null {
  const named = NAMED.get(text);
  if (named !== undefined) return { minutes: named };
  const found = DIGITS.exec(text);
  if (found === null) return null;
  const [, hourText = '', minuteText, half] = found;
  const isBare = text === hourText;
  if (isBare && !bareHour) return null;
  const hour = Number(hourText);
  const minute = Number(minuteText ?? 0);
  if (minute > 59) return null;
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return null;
    return { minutes: ((hour % 12) + (half.startsWith('p') ? 12 : 0)) * 60 + minute };
  }
  return hour > 23 ? (hour === 24 && minute === 0 ? { minutes: 1440 } : null) : { minutes: hour * 60 + minute };
}
