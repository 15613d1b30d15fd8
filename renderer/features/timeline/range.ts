import type { Times } from '../../time/times.ts';
import { texts } from '../../texts/texts.ts';
import type { Stretch } from './window.ts';
import { zoomOf } from './window.ts';

/** The name of a month without its year. */
const monthName = (times: Times, at: number): string => times.month(at).replace(/ \d+$/, '');

/** What is in view, beside the title: "Mon 26 to Tue 27 October", "27 September to 30 October"; with the year where it is not this one. */
export function rangeText(stretch: Stretch, times: Times, now: number): string {
  const [from, last] = [stretch.from, stretch.to - 1];
  const year = times.date(last).slice(0, 4);
  const ofYear = year === times.date(now).slice(0, 4) ? '' : ` ${year}`;
  const dated = (at: number): string =>
    times.monthFirst
      ? `${monthName(times, at)} ${times.dayOfMonth(at)}`
      : `${times.dayOfMonth(at)} ${monthName(times, at)}`;
  if (zoomOf(stretch) === 'month') return texts.timeline.range(dated(from), dated(last)) + ofYear;
  if (times.date(from) === times.date(last)) return times.longDay(from) + ofYear;
  const sameMonth = times.month(from) === times.month(last);
  const day = (at: number): string => `${times.weekday(at)} ${times.dayOfMonth(at)}`;
  return !sameMonth || times.monthFirst
    ? texts.timeline.range(times.day(from), times.day(last)) + ofYear
    : texts.timeline.range(day(from), `${day(last)} ${monthName(times, last)}`) + ofYear;
}
