/**
 * What clocks on the wall showed, minute by minute, taken straight from `Intl`: the ground that oracles stand on. Nothing
 * here comes from the program's own reckoning of time.
 */
export interface ClockWindow {
  readonly zone: string;
  /** Real time of the first minute, in milliseconds since the epoch. */
  readonly begin: number;
  /** Number of minutes. */
  readonly length: number;
  /** Index of the minute at which the clock changed; the middle where it did not. */
  readonly change: number;
  /** Label of each minute, in minutes since 1970-01-01T00:00 by the wall clock. */
  readonly label: Float64Array;
}

/** Fields of a label, by the calendar of JavaScript itself. */
export function labelFields(label: number): {
  readonly minute: number;
  readonly hour: number;
  readonly day: number;
  readonly month: number;
  readonly weekday: number;
} {
  const date = new Date(label * 60_000);
  return {
    minute: date.getUTCMinutes(),
    hour: date.getUTCHours(),
    day: date.getUTCDate(),
    month: date.getUTCMonth() + 1,
    weekday: date.getUTCDay(),
  };
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** The label at `at` in milliseconds by the wall clock, from what `Intl` writes. */
export function wallAccordingToIntl(zone: string, at: number): number {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(zone, format);
  }
  const [month = 0, day = 0, year = 0, hour = 0, minute = 0, second = 0] = format
    .format(at)
    .split(/[^\d]+/)
    .map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

const offsetAccordingToIntl = (zone: string, at: number): number => wallAccordingToIntl(zone, at) - at;

/** The first instant of the last change of offset between two instants; null where both have the same offset. */
export function changeBetween(zone: string, from: number, to: number): number | null {
  const offset = offsetAccordingToIntl(zone, to);
  if (offsetAccordingToIntl(zone, from) === offset) return null;
  let before = from;
  let after = to;
  while (after - before > 1000) {
    const middle = Math.floor((before + after) / 2000) * 1000;
    if (offsetAccordingToIntl(zone, middle) === offset) after = middle;
    else before = middle;
  }
  return after;
}

/** The minutes of `hours` before and after the last change of the clock between two instants. */
export function windowAround(zone: string, from: number, to: number, hours: number): ClockWindow {
  let at: number | null = null;
  const step = 6 * 86_400_000;
  for (let end = to; at === null && end > from; end -= step) at = changeBetween(zone, Math.max(from, end - step), end);
  const middle = Math.floor((at ?? (from + to) / 2) / 60_000) * 60_000;
  const begin = middle - hours * 3_600_000;
  const length = hours * 120;
  const label = new Float64Array(length);
  for (let index = 0; index < length; index += 1) {
    label[index] = wallAccordingToIntl(zone, begin + index * 60_000) / 60_000;
  }
  return { zone, begin, length, change: hours * 60, label };
}

/** Clock changes that every rule has to stand: zone, and the days between which it happened. */
export const NOTABLE_CHANGES: readonly (readonly [what: string, zone: string, from: string, to: string])[] = [
  ['an hour forward', 'Europe/Berlin', '2026-03-28', '2026-03-30'],
  ['an hour back', 'Europe/Berlin', '2026-10-24', '2026-10-26'],
  ['an hour forward, west of Greenwich', 'America/New_York', '2027-03-13', '2027-03-15'],
  ['an hour back, west of Greenwich', 'America/New_York', '2027-11-06', '2027-11-08'],
  ['half an hour forward', 'Australia/Lord_Howe', '2026-10-03', '2026-10-05'],
  ['half an hour back', 'Australia/Lord_Howe', '2026-04-04', '2026-04-06'],
  ['a day left out', 'Pacific/Apia', '2011-12-29', '2012-01-01'],
  ['a day left out, Tokelau', 'Pacific/Fakaofo', '2011-12-29', '2012-01-01'],
  ['a day left out, Kwajalein', 'Pacific/Kwajalein', '1993-08-20', '1993-08-23'],
  ['midnight left out', 'America/Santiago', '2026-09-05', '2026-09-07'],
  ['midnight twice', 'America/Santiago', '2027-04-03', '2027-04-05'],
  ['midnight left out, Beirut', 'Asia/Beirut', '2026-03-28', '2026-03-30'],
  ['midnight left out, Sao Paulo', 'America/Sao_Paulo', '2018-11-03', '2018-11-05'],
  ['midnight twice, Havana', 'America/Havana', '2026-10-31', '2026-11-02'],
  ['winter time as the exception, forward', 'Europe/Dublin', '2026-03-28', '2026-03-30'],
  ['winter time as the exception, back', 'Europe/Dublin', '2026-10-24', '2026-10-26'],
  ['back for Ramadan', 'Africa/Casablanca', '2027-02-01', '2027-02-14'],
  ['forward after Ramadan', 'Africa/Casablanca', '2027-03-01', '2027-03-20'],
  ['two hours forward', 'Antarctica/Troll', '2026-03-28', '2026-03-30'],
  ['two hours back', 'Antarctica/Troll', '2026-10-24', '2026-10-26'],
  ['three hours back', 'Antarctica/Casey', '2010-03-04', '2010-03-06'],
  ['half an hour back for good', 'Asia/Pyongyang', '2015-08-13', '2015-08-16'],
  ['a quarter of an hour forward', 'Asia/Kathmandu', '1985-12-30', '1986-01-02'],
  ['half an hour forward for good', 'America/Caracas', '2016-04-30', '2016-05-02'],
  ['an hour forward at a quarter past', 'Pacific/Chatham', '2026-09-25', '2026-09-28'],
  ['no change at all', 'UTC', '2026-03-28', '2026-03-30'],
];
