import type { Habit } from '../../main/core/words/times.ts';
import { habitOf } from '../../main/core/words/times.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** "2 min 24 s", "1 h 31 min", "3 days": two units at most, nothing rounded up. */
export function durationText(ms: number): string {
  const whole = Math.max(0, Math.floor(ms / 1000));
  const s = whole % 60;
  const min = Math.floor(whole / 60) % 60;
  const h = Math.floor(whole / 3600) % 24;
  const days = Math.floor(whole / 86_400);
  if (days > 0) return h > 0 ? `${days} d ${h} h` : days === 1 ? '1 day' : `${days} days`;
  if (h > 0) return min > 0 ? `${h} h ${min} min` : `${h} h`;
  if (min > 0) return s > 0 ? `${min} min ${s} s` : `${min} min`;
  if (ms > 0 && ms < 1000) return `${Math.max(0.1, Math.floor(ms / 100) / 10)} s`;
  return `${s} s`;
}

/** "4:12", "1 h 31", "2 d 4 h": for narrow places. */
export function shortDurationText(ms: number): string {
  const whole = Math.max(0, Math.floor(ms / 1000));
  if (whole < 3600) return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
  if (whole < 86_400) return `${Math.floor(whole / 3600)} h ${String(Math.floor(whole / 60) % 60).padStart(2, '0')}`;
  return `${Math.floor(whole / 86_400)} d ${Math.floor(whole / 3600) % 24} h`;
}

/** A distance in time from now, without "in" or "ago": minutes and hours below a day, days above. */
export function distanceText(ms: number): string {
  const size = Math.abs(ms);
  if (size < MINUTE) return `${Math.floor(size / 1000)} s`;
  if (size < HOUR) return `${Math.floor(size / MINUTE)} min`;
  if (size < DAY) {
    const min = Math.floor((size % HOUR) / MINUTE);
    return min === 0 ? `${Math.floor(size / HOUR)} h` : `${Math.floor(size / HOUR)} h ${String(min).padStart(2, '0')}`;
  }
  const days = Math.floor(size / DAY);
  return days === 1 ? '1 day' : `${days} days`;
}

/** Instants and numbers as people of one zone and one language read them, by the same habits as the program's own sentences. */
export class Times {
  readonly zone: string;
  readonly #formats = new Map<string, Intl.DateTimeFormat>();
  readonly #habit: Habit;
  /** The day a week begins with in calendars: 0 is Sunday, 1 Monday. */
  readonly firstDayOfWeek: 0 | 1 | 6;

  constructor(zone: string, locale: string) {
    this.zone = zone;
    this.#habit = habitOf(locale);
    this.firstDayOfWeek = firstDayIn(locale);
  }

  /** The names are those of the window's own language, whatever the habits are. */
  #format(name: string, options: Intl.DateTimeFormatOptions, locale = 'en-GB'): Intl.DateTimeFormat {
    let format = this.#formats.get(name);
    if (format === undefined) {
      format = new Intl.DateTimeFormat(locale, { ...options, timeZone: this.zone });
      this.#formats.set(name, format);
    }
    return format;
  }

  /** Whether the clock is read with am and pm: its times need more room. */
  get twelveHours(): boolean {
    return this.#habit.twelveHours;
  }

  /** Whether 10/27 is 27 October. */
  get monthFirst(): boolean {
    return this.#habit.monthFirst;
  }

  #onTheClock(at: number, rest: string): string {
    const hour = this.hour(at);
    if (!this.#habit.twelveHours) return `${two(hour)}:${rest}`;
    return `${hour % 12 === 0 ? 12 : hour % 12}:${rest} ${hour < 12 ? 'am' : 'pm'}`;
  }

  #dated(day: string, month: string): string {
    return this.#habit.monthFirst ? `${month} ${day}` : `${day} ${month}`;
  }

  /** "10:05", or "10:05 am". */
  clock(at: number): string {
    return this.#onTheClock(at, two(this.minute(at)));
  }

  /** "10:05:07" */
  clockWithSeconds(at: number): string {
    return this.#onTheClock(at, `${two(this.minute(at))}:${two(Math.floor(at / 1000) % 60)}`);
  }

  /** "10:00", or "10 am": a full hour where there is little room. */
  hourOnTheClock(at: number): string {
    if (!this.#habit.twelveHours || this.minute(at) !== 0) return this.clock(at);
    return this.clock(at).replace(':00', '');
  }

  /** "Mon 26 Oct" */
  day(at: number): string {
    return `${this.weekday(at)} ${this.#shortDate(at)}`;
  }

  /** "Tuesday 27 October" */
  longDay(at: number): string {
    const weekday = this.#format('longWeekday', { weekday: 'long' }).format(at);
    return `${weekday} ${this.#dated(this.dayOfMonth(at), this.#format('longMonth', { month: 'long' }).format(at))}`;
  }

  #shortDate(at: number): string {
    // The British "Sept" is the only short month of four letters.
    return this.#dated(this.dayOfMonth(at), this.#format('shortMonth', { month: 'short' }).format(at).slice(0, 3));
  }

  /** "Mon" */
  weekday(at: number): string {
    return this.#format('weekday', { weekday: 'short' }).format(at);
  }

  /** "October 2026" */
  month(at: number): string {
    return this.#format('month', { month: 'long', year: 'numeric' }).format(at);
  }

  /** "27" */
  dayOfMonth(at: number): string {
    return this.#format('dayOfMonth', { day: 'numeric' }).format(at);
  }

  /** "1,204": thousands apart. */
  number(value: number): string {
    return String(value).replace(/\B(?=(?:\d{3})+$)/g, this.#habit.separator);
  }

  /** Date in the zone as `2026-10-27`, for grouping and comparing. */
  date(at: number): string {
    return this.#format('date', { year: 'numeric', month: '2-digit', day: '2-digit' }, 'en-CA').format(at);
  }

  /** Hour of the day in the zone, 0 to 23. */
  hour(at: number): number {
    return Number(this.#format('hour', { hour: '2-digit', hourCycle: 'h23' }, 'en-GB').format(at));
  }

  /** Minute of the hour in the zone, 0 to 59. */
  minute(at: number): number {
    return Number(this.#format('minute', { minute: 'numeric' }, 'en-GB').format(at));
  }

  /** First instant of the day that `at` lies in. */
  midnight(at: number): number {
    let guess = at - this.hour(at) * HOUR - this.minute(at) * MINUTE - (at % MINUTE);
    // A clock change since midnight makes the guess an hour or so wrong, on either side.
    while (this.date(guess) !== this.date(at)) guess += 15 * MINUTE;
    while (this.date(guess - 1) === this.date(at)) guess -= 15 * MINUTE;
    return guess;
  }

  /** First instant of the day after the one `at` lies in. */
  nextMidnight(at: number): number {
    return this.midnight(this.midnight(at) + 26 * HOUR);
  }

  /** "10:05" today, "Yesterday 20:05", "Tomorrow 02:30", "Fri 09:38" within a week, else "9 Nov 10:30". */
  near(at: number, now: number): string {
    const days = this.#daysBetween(now, at);
    if (days === 0) return this.clock(at);
    if (days === 1) return `Tomorrow ${this.clock(at)}`;
    if (days === -1) return `Yesterday ${this.clock(at)}`;
    if (days > 1 && days < 7) return `${this.weekday(at)} ${this.clock(at)}`;
    return `${this.#shortDate(at)}, ${this.clock(at)}`;
  }

  /** The same within a sentence: "tomorrow 02:30". */
  nearWithin(at: number, now: number): string {
    return this.near(at, now).replace(/^(Tomorrow|Yesterday)/, (word) => word.toLowerCase());
  }

  /** "Mon 26 Oct, 20:05" */
  full(at: number): string {
    return `${this.day(at)}, ${this.clock(at)}`;
  }

  /** "Today", "Yesterday", "Tomorrow", else "Sunday 25 October". */
  dayName(at: number, now: number): string {
    const days = this.#daysBetween(now, at);
    return days === 0 ? 'Today' : days === 1 ? 'Tomorrow' : days === -1 ? 'Yesterday' : this.longDay(at);
  }

  #daysBetween(a: number, b: number): number {
    return Math.round((Date.parse(this.date(b)) - Date.parse(this.date(a))) / DAY);
  }
}

/** "in 23 min", "23 min ago", "now". */
export function relativeText(at: number, now: number): string {
  const ms = at - now;
  if (ms >= 0 && ms < 1000) return 'now';
  return ms > 0 ? `in ${distanceText(ms)}` : `${distanceText(ms)} ago`;
}

/** What `Intl` says of weeks, where it does: as a property in older engines, by a call in newer ones. */
interface WithWeek extends Intl.Locale {
  readonly weekInfo?: { readonly firstDay: number };
  readonly getWeekInfo?: () => { readonly firstDay: number };
}

function firstDayIn(locale: string): 0 | 1 | 6 {
  try {
    const week: WithWeek = new Intl.Locale(locale);
    const first = (week.getWeekInfo?.() ?? week.weekInfo)?.firstDay;
    return first === 7 ? 0 : first === 6 ? 6 : 1;
  } catch (error) {
    if (error instanceof RangeError) return 1;
    throw error;
  }
}

const two = (value: number): string => String(value).padStart(2, '0');
