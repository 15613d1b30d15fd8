import { scaleLinear } from 'd3-scale';
import { memo, useMemo } from 'react';
import type { MachineBand, TimelineView } from '../../../preload/contract.ts';
import { useTimes } from '../../time/now.tsx';
import type { Times } from '../../time/times.ts';
import { shortDurationText } from '../../time/times.ts';
import { texts } from '../../texts/texts.ts';
import { BandPatterns, Bands, UsualBands } from '../../parts/Bands.tsx';
import type { Tick } from './ticks.ts';
import type { Stretch } from './window.ts';
import { zoomOf } from './window.ts';

const HEIGHT = 56;
/** Estimated width of a letter, in pixels. */
const LETTER = 6.2;
/** Room between the words of a change of the clock and the label of now, in pixels. */
const CLEAR = 20;
/** Below this many pixels a day, a change of the clock is a sign alone. */
const SIGN_ALONE = 40;
const DAY = 86_400_000;

/** Dates and hours, the longest absence, clock changes, and now with its time. */
export const Axis = memo(function Axis({
  view,
  usual,
  ticks,
  stretch,
  width,
  now,
}: {
  readonly view: TimelineView;
  readonly usual: readonly Stretch[];
  readonly ticks: readonly Tick[];
  readonly stretch: Stretch;
  readonly width: number;
  readonly now: number;
}) {
  const times = useTimes();
  const x = useMemo(() => scaleLinear([stretch.from, stretch.to], [0, width]), [stretch, width]);
  const nowX = now > stretch.from && now < stretch.to ? x(now) : null;
  const day = zoomOf(stretch) === 'day';
  const top = day ? 0 : 28;
  const nowText = times.clock(now);
  const nowWidth = nowText.length * 5.6 + 14;
  const bands = { x, from: stretch.from, to: stretch.to, top, height: HEIGHT - top, id: 'axis' };
  const absence = day ? longestAbsence(view.bands, stretch, x, width) : null;
  const changes = changesIn(view, stretch, times).map((change) => {
    const wide = change.text.length * 6 + 24;
    return { ...change, x: x(change.at), wide, left: badgePlace(x(change.at), wide, width, nowX) };
  });
  const signs = width / ((stretch.to - stretch.from) / DAY) < SIGN_ALONE;
  // An hour's label gives way to now, to a change of the clock, and to the edges.
  const roomFor = (label: string, at: number): boolean => {
    const half = (label.length * LETTER) / 2;
    const middle = x(at);
    if (middle < half || middle > width - half) return false;
    if (nowX !== null && Math.abs(middle - nowX) < nowWidth / 2 + half + 4) return false;
    return signs || !changes.some(({ left, wide }) => middle + half > left - 4 && middle - half < left + wide);
  };
  const dates = ticks.filter((tick) => tick.upper.length > 0);
  const end = absence === null ? width : absence.x - absence.text.length * LETTER;
  return (
    <svg width={width} height={HEIGHT} aria-hidden="true">
      <BandPatterns id="axis" />
      <UsualBands bands={usual} {...bands} />
      <Bands bands={view.bands} {...bands} />
      {ticks.map((tick) => (
        <g key={tick.at}>
          {tick.strong && <path d={`M${x(tick.at)} 6V28`} stroke="var(--line-2)" />}
          {tick.lower !== null && roomFor(tick.lower, tick.lowerAt) && (
            <text x={x(tick.lowerAt)} y={47} textAnchor="middle">
              {tick.lower}
            </text>
          )}
        </g>
      ))}
      {dates.map((date, index) => {
        const begin = x(date.at) + 8;
        const next = dates[index + 1];
        const free = Math.min(begin < end ? end : width, next === undefined ? width : x(next.at)) - begin;
        const text = date.upper.find((one) => one.length * LETTER <= free);
        return text === undefined ? null : (
          <text key={date.at} x={begin} y={18} data-strong="">
            {text}
          </text>
        );
      })}
      {absence !== null && (
        <text x={absence.x} y={18} textAnchor="end" data-band="">
          {absence.text}
        </text>
      )}
      {changes.map((change) =>
        signs ? (
          <g key={change.at} transform={`translate(${change.x} 16)`}>
            <path d="M0 8V40" stroke="var(--warn-mark)" strokeWidth={1.2} strokeDasharray="3 3" />
            <circle r={7} fill="var(--warn-soft)" stroke="var(--warn)" strokeWidth={1.2} />
            <path d="M0 -3.2v3.4l2.2 1.2" fill="none" stroke="var(--warn)" strokeWidth={1.2} />
          </g>
        ) : (
          <ClockBadge key={change.at} at={change.left} wide={change.wide} text={change.text} />
        ),
      )}
      <path d={`M0 55.5H${width}`} stroke="var(--line)" />
      {nowX !== null && (
        <g transform={`translate(${nowX} 0)`}>
          <path d="M0 44V56" stroke="var(--now)" strokeWidth={1.5} />
          <rect x={-nowWidth / 2} y={34} width={nowWidth} height={18} rx={9} fill="var(--now)" />
          <text y={47} textAnchor="middle" data-now="">
            {nowText}
          </text>
        </g>
      )}
    </svg>
  );
});

/** The words for the longest absence in view, at its right edge; null where it is too narrow for them. */
function longestAbsence(
  all: TimelineView['bands'],
  stretch: Stretch,
  x: (at: number) => number,
  width: number,
): { readonly x: number; readonly text: string } | null {
  const seen = (band: MachineBand): number => Math.min(band.to, stretch.to) - Math.max(band.from, stretch.from);
  const longest = all.filter((band) => band.state !== 'awake' && seen(band) > 0).sort((a, b) => seen(b) - seen(a))[0];
  if (longest === undefined || longest.state === 'awake') return null;
  const text = `${texts.timeline.bands[longest.state]} ${shortDurationText(longest.to - longest.from)}`;
  const right = Math.min(x(longest.to), width) - 9;
  return right - Math.max(0, x(longest.from)) < text.length * LETTER ? null : { x: right, text };
}

/** A change of the clock, in words. */
function ClockBadge({ at, wide, text }: { readonly at: number; readonly wide: number; readonly text: string }) {
  return (
    <g transform={`translate(${at} 43)`}>
      <rect x={-2} y={-11} width={wide} height={20} rx={10} fill="var(--warn-soft)" />
      <circle cx={9} cy={-1} r={4.5} fill="none" stroke="var(--warn)" strokeWidth={1.2} />
      <path d="M9 -3.5v2.5l1.7 1" fill="none" stroke="var(--warn)" strokeWidth={1.2} />
      <text x={18} y={3} data-warn="">
        {text}
      </text>
    </g>
  );
}

/** Changes of the zone's offset and of the clock itself that lie in view. */
const changesIn = (
  view: TimelineView,
  { from, to }: Stretch,
  times: Times,
): readonly { readonly at: number; readonly text: string }[] =>
  [
    ...view.zoneChanges,
    ...view.clockSteps.map((step) => ({
      at: step.to,
      text: texts.timeline.clock(times.clock(step.from), times.clock(step.to)),
    })),
  ].filter(({ at }) => at > from && at < to);

/** Right of its line; left of it where it would not fit there, or the label of now stands there. */
function badgePlace(at: number, wide: number, width: number, nowX: number | null): number {
  const covered = nowX !== null && nowX > at - CLEAR && nowX < at + wide + CLEAR;
  return (at + wide > width || covered) && at > wide ? at - wide : at;
}
