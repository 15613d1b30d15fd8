import { scaleLinear } from 'd3-scale';
import { memo, useMemo } from 'react';
import type { TimelineView } from '../../../preload/contract.ts';
import { useTimes } from '../../time/now.tsx';
import { shortDurationText } from '../../time/times.ts';
import { texts } from '../../texts/texts.ts';
import { BandPatterns, Bands } from '../../parts/Bands.tsx';
import { ticksOf } from './ticks.ts';
import type { Stretch } from './window.ts';
import { zoomOf } from './window.ts';

const HEIGHT = 56;
/** Room an hour's label needs beside the label of now, in pixels. */
const CLEAR = 20;

/** Dates and hours, the longest absence, clock changes, and now with its time. */
export const Axis = memo(function Axis({
  view,
  stretch,
  width,
  now,
}: {
  readonly view: TimelineView;
  readonly stretch: Stretch;
  readonly width: number;
  readonly now: number;
}) {
  const times = useTimes();
  const x = useMemo(() => scaleLinear([stretch.from, stretch.to], [0, width]), [stretch, width]);
  const ticks = useMemo(() => ticksOf(stretch, width, times), [stretch, width, times]);
  const nowX = now > stretch.from && now < stretch.to ? x(now) : null;
  const day = zoomOf(stretch) === 'day';
  const top = day ? 0 : 28;
  const longest = view.bands
    .filter((band) => band.state !== 'awake' && band.to > stretch.from && band.from < stretch.to)
    .sort((a, b) => b.to - b.from - (a.to - a.from))[0];
  const nowText = times.clock(now);
  const nowWidth = nowText.length * 5.6 + 12;
  const clear = (at: number): boolean => nowX === null || Math.abs(x(at) - nowX) > nowWidth / 2 + CLEAR;
  return (
    <svg width={width} height={HEIGHT} aria-hidden="true">
      <BandPatterns id="axis" />
      <Bands bands={view.bands} x={x} from={stretch.from} to={stretch.to} top={top} height={HEIGHT - top} id="axis" />
      {ticks.map((tick) => (
        <g key={tick.at}>
          {tick.strong && <path d={`M${x(tick.at)} 6V28`} stroke="var(--line-2)" />}
          {tick.upper !== null && (
            <text x={x(tick.at) + 8} y={18} data-strong="">
              {tick.upper}
            </text>
          )}
          {tick.lower !== null && clear(tick.lowerAt) && x(tick.lowerAt) > 14 && x(tick.lowerAt) < width - 14 && (
            <text x={x(tick.lowerAt)} y={47} textAnchor="middle">
              {tick.lower}
            </text>
          )}
        </g>
      ))}
      {day && longest !== undefined && longest.state !== 'awake' && x(longest.to) - x(longest.from) > 150 && (
        <text x={Math.min(x(longest.to), width) - 9} y={18} textAnchor="end" data-band="">
          {`${texts.timeline.bands[longest.state]} ${shortDurationText(longest.to - longest.from)}`}
        </text>
      )}
      {[
        ...view.zoneChanges.map((change) => ({ at: change.at, text: change.text })),
        ...view.clockSteps.map((step) => ({
          at: step.to,
          text: texts.timeline.clock(times.clock(step.from), times.clock(step.to)),
        })),
      ]
        .filter((change) => change.at > stretch.from && change.at < stretch.to)
        .map((change) => (
          <g
            key={change.at}
            transform={`translate(${badgePlace(x(change.at), badgeWidth(change.text), width, nowX)} 43)`}
          >
            <rect x={-2} y={-11} width={badgeWidth(change.text)} height={20} rx={10} fill="var(--warn-soft)" />
            <circle cx={9} cy={-1} r={4.5} fill="none" stroke="var(--warn)" strokeWidth={1.2} />
            <path d="M9 -3.5v2.5l1.7 1" fill="none" stroke="var(--warn)" strokeWidth={1.2} />
            <text x={18} y={3} data-warn="">
              {change.text}
            </text>
          </g>
        ))}
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

const badgeWidth = (text: string): number => text.length * 6 + 24;

/** Right of its line; left of it where it would not fit there, or the label of now stands there. */
function badgePlace(at: number, wide: number, width: number, nowX: number | null): number {
  const covered = nowX !== null && nowX > at - CLEAR && nowX < at + wide + CLEAR;
  return (at + wide > width || covered) && at > wide ? at - wide : at;
}
