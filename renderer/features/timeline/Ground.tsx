import { scaleLinear } from 'd3-scale';
import { memo, useMemo } from 'react';
import type { TimelineView } from '../../../preload/contract.ts';
import { BandPatterns, Bands, UsualBands } from '../../parts/Bands.tsx';
import type { Tick } from './ticks.ts';
import type { Stretch } from './window.ts';
import styles from './timeline.module.css';

/** Behind all rows: when the machine was away and usually is, the lines of the axis, clock changes. */
export const Ground = memo(function Ground({
  view,
  usual,
  ticks,
  stretch,
  width,
  height,
}: {
  readonly view: TimelineView;
  readonly usual: readonly Stretch[];
  readonly ticks: readonly Tick[];
  readonly stretch: Stretch;
  readonly width: number;
  readonly height: number;
}) {
  const x = useMemo(() => scaleLinear([stretch.from, stretch.to], [0, width]), [stretch, width]);
  const changes = [...view.zoneChanges.map((change) => change.at), ...view.clockSteps.map((step) => step.to)];
  const shared = { x, from: stretch.from, to: stretch.to, top: 0, height, id: 'ground' };
  return (
    <svg width={width} height={height} className={styles['ground']} data-plot="" aria-hidden="true">
      <BandPatterns id="ground" />
      <UsualBands bands={usual} {...shared} />
      <Bands bands={view.bands} {...shared} />
      {ticks.map((tick) => (
        <path key={tick.at} d={`M${x(tick.at)} 0V${height}`} stroke={tick.strong ? 'var(--line-2)' : 'var(--line)'} />
      ))}
      {changes
        .filter((at) => at > stretch.from && at < stretch.to)
        .map((at) => (
          <path
            key={at}
            d={`M${x(at)} 0V${height}`}
            stroke="var(--warn-mark)"
            strokeWidth={1.2}
            strokeDasharray="3 3"
          />
        ))}
    </svg>
  );
});
