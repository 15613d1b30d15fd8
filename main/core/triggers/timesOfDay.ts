/** The times at which something is due within one day, as milliseconds from its midnight by the wall clock. */
export interface TimesOfDay {
  readonly count: number;
  /** First time at or after `ms`; -1 where there is none. */
  from(ms: number): number;
  /** Last time at or before `ms`; -1 where there is none. */
  upTo(ms: number): number;
  /** Number of times earlier than `ms`. */
  before(ms: number): number;
}

export const HOUR_MS = 3_600_000;
export const MINUTE_MS = 60_000;

/** Index of the first of `sorted` that is at least `value`; its length where there is none. */
function firstAtLeast(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? Infinity) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Exactly the given times, sorted and each once. */
export function listedTimes(sorted: readonly number[]): TimesOfDay {
  return {
    count: sorted.length,
    from: (ms) => sorted[firstAtLeast(sorted, ms)] ?? -1,
    upTo: (ms) => sorted[firstAtLeast(sorted, ms + 1) - 1] ?? -1,
    before: (ms) => firstAtLeast(sorted, ms),
  };
}

/**
 * Every combination of the given hours, minutes and milliseconds within the minute, each sorted and none empty.
 * Nothing is expanded, so that every millisecond of a day costs no more than one time.
 */
export function combinedTimes(
  hours: readonly number[],
  minutes: readonly number[],
  withinMinute: readonly number[],
): TimesOfDay {
  const perMinute = withinMinute.length;
  const perHour = minutes.length * perMinute;
  const first = (sorted: readonly number[]): number => sorted[0] ?? 0;
  const last = (sorted: readonly number[]): number => sorted[sorted.length - 1] ?? 0;
  const split = (ms: number): readonly [hour: number, minute: number, rest: number] => {
    const hour = Math.floor(ms / HOUR_MS);
    const minute = Math.floor((ms - hour * HOUR_MS) / MINUTE_MS);
    return [hour, minute, ms - hour * HOUR_MS - minute * MINUTE_MS];
  };
  return {
    count: hours.length * perHour,
    from(ms) {
      const [hour, minute, rest] = split(ms);
      const h = hours[firstAtLeast(hours, hour)];
      if (h === undefined) return -1;
      if (h === hour) {
        const m = minutes[firstAtLeast(minutes, minute)];
        if (m === minute) {
          const r = withinMinute[firstAtLeast(withinMinute, rest)];
          if (r !== undefined) return h * HOUR_MS + m * MINUTE_MS + r;
        }
        const further = m === minute ? minutes[firstAtLeast(minutes, minute + 1)] : m;
        if (further !== undefined) return h * HOUR_MS + further * MINUTE_MS + first(withinMinute);
      }
      const later = h === hour ? hours[firstAtLeast(hours, hour + 1)] : h;
      return later === undefined ? -1 : later * HOUR_MS + first(minutes) * MINUTE_MS + first(withinMinute);
    },
    upTo(ms) {
      const [hour, minute, rest] = split(ms);
      const h = hours[firstAtLeast(hours, hour + 1) - 1];
      if (h === undefined) return -1;
      if (h === hour) {
        const m = minutes[firstAtLeast(minutes, minute + 1) - 1];
        if (m === minute) {
          const r = withinMinute[firstAtLeast(withinMinute, rest + 1) - 1];
          if (r !== undefined) return h * HOUR_MS + m * MINUTE_MS + r;
        }
        const nearer = m === minute ? minutes[firstAtLeast(minutes, minute) - 1] : m;
        if (nearer !== undefined) return h * HOUR_MS + nearer * MINUTE_MS + last(withinMinute);
      }
      const earlier = h === hour ? hours[firstAtLeast(hours, hour) - 1] : h;
      return earlier === undefined ? -1 : earlier * HOUR_MS + last(minutes) * MINUTE_MS + last(withinMinute);
    },
    before(ms) {
      const [hour, minute, rest] = split(ms);
      const fullHours = firstAtLeast(hours, hour);
      let total = fullHours * perHour;
      if (hours[fullHours] !== hour) return total;
      const fullMinutes = firstAtLeast(minutes, minute);
      total += fullMinutes * perMinute;
      return minutes[fullMinutes] === minute ? total + firstAtLeast(withinMinute, rest) : total;
    },
  };
}
