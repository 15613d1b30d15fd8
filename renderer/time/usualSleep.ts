import type { MachineBand } from '../../preload/contract.ts';
import type { Times } from './times.ts';

const HOUR = 3_600_000;

/** An hour of the day is judged from so many days on of which it is known. */
const FEWEST_DAYS = 7;

/** For each hour of the day, whether the computer is usually asleep or off in it: awake on less than half of the days. */
export type UsualSleep = readonly boolean[];

/**
 * From the machine's history in [from, to]. Awake in an hour: for at least half of it. Wakeful not running says nothing about the
 * computer. Null while no hour is known of enough days.
 */
export function usualSleep(bands: readonly MachineBand[], from: number, to: number, times: Times): UsualSleep | null {
  const known = new Array<number>(24).fill(0);
  const awake = new Array<number>(24).fill(0);
  let next = 0;
  for (let at = Math.ceil(from / HOUR) * HOUR; at + HOUR <= to; at += HOUR) {
    while ((bands[next]?.to ?? Infinity) <= at) next += 1;
    let seen = 0;
    let up = 0;
    for (let index = next; (bands[index]?.from ?? Infinity) < at + HOUR; index += 1) {
      const band = bands[index];
      if (band === undefined || band.state === 'notRunning') continue;
      const part = Math.min(at + HOUR, band.to) - Math.max(at, band.from);
      seen += part;
      if (band.state === 'awake') up += part;
    }
    if (seen < HOUR / 2) continue;
    const hour = times.hour(at);
    known[hour] = (known[hour] ?? 0) + 1;
    if (up >= seen / 2) awake[hour] = (awake[hour] ?? 0) + 1;
  }
  if (!known.some((days) => days >= FEWEST_DAYS)) return null;
  return known.map((days, hour) => days >= FEWEST_DAYS && (awake[hour] ?? 0) * 2 < days);
}

/** An absence of this length ends in a waking that people mean: the one in the morning, not the one after lunch. */
const LONG = 3 * HOUR;

/** An instant at whose time of day the computer usually wakes: the median end of its long absences; null while there are too few. */
export function usualWaking(bands: readonly MachineBand[], times: Times): number | null {
  const wakings = bands.filter((band, index) => {
    const isAbsence = band.state === 'asleep' || band.state === 'off';
    return isAbsence && band.to - band.from >= LONG && bands[index + 1]?.state === 'awake';
  });
  if (wakings.length < FEWEST_DAYS) return null;
  const minuteOf = (at: number): number => times.hour(at) * 60 + times.minute(at);
  const sorted = wakings.map(({ to }) => to).sort((a, b) => minuteOf(a) - minuteOf(b));
  return sorted[sorted.length >> 1] ?? null;
}

/** Stretches in [from, to] in which the computer is usually asleep, whole hours joined. */
export function usualSleepIn(
  usual: UsualSleep,
  from: number,
  to: number,
  times: Times,
): readonly { readonly from: number; readonly to: number }[] {
  const found: { from: number; to: number }[] = [];
  for (let at = from; at < to;) {
    const end = Math.min(to, Math.floor(at / HOUR) * HOUR + HOUR);
    if (usual[times.hour(at)] === true) {
      const last = found[found.length - 1];
      if (last?.to === at) last.to = end;
      else found.push({ from: at, to: end });
    }
    at = end;
  }
  return found;
}
