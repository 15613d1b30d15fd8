import { scaleLinear } from 'd3-scale';
import { useMemo } from 'react';
import type { TodayView } from '../../../preload/contract.ts';
import { BandPatterns, Bands } from '../../parts/Bands.tsx';
import type { GlyphName } from '../../parts/Glyph.tsx';
import { glyphShape } from '../../parts/Glyph.tsx';
import { useWidth } from '../../parts/useWidth.ts';
import { goTo } from '../../shell/address.ts';
import { useNow, useTimes } from '../../time/now.tsx';
import { texts } from '../../texts/texts.ts';
import { BIN, binsOf } from './ribbonBins.ts';
import styles from './today.module.css';

const HEIGHT = 74;
const BASE = 50;
const HOUR = 3_600_000;

const fills: Readonly<Partial<Record<GlyphName, string>>> = {
  caughtUp: 'var(--accent)',
  running: 'var(--accent)',
  failed: 'var(--bad-mark)',
  ran: 'var(--ok-mark)',
  stopped: 'var(--mute-mark)',
  waiting: 'var(--wait-mark)',
  queued: 'var(--wait-mark)',
};
const outlines: Readonly<Partial<Record<GlyphName, string>>> = {
  coalesced: 'var(--coal-mark)',
  skipped: 'var(--mute-mark)',
  comingUp: 'var(--future-mark)',
};

/** Twelve hours back, twelve on, all jobs: one square per due moment. */
export function Ribbon({ today }: { readonly today: TodayView }) {
  const { ribbon } = today;
  const [ref, width] = useWidth<HTMLDivElement>(868);
  const times = useTimes();
  const now = useNow();
  const x = useMemo(() => scaleLinear([ribbon.from, ribbon.to], [0, width]), [ribbon.from, ribbon.to, width]);
  const bins = useMemo(() => binsOf(ribbon.marks, ribbon.from, ribbon.to, width), [ribbon, width]);
  const longest = ribbon.bands
    .filter((band) => band.state !== 'awake' && band.to > ribbon.from && band.from < ribbon.to)
    .sort((a, b) => b.to - b.from - (a.to - a.from))[0];
  const hours: number[] = [];
  for (let at = Math.ceil(ribbon.from / HOUR) * HOUR; at < ribbon.to; at += HOUR) {
    if (times.hour(at) % 3 === 0) hours.push(at);
  }
  const labelX =
    longest === undefined ? 0 : (x(Math.max(ribbon.from, longest.from)) + x(Math.min(ribbon.to, longest.to))) / 2;
  const labelled = longest !== undefined && x(longest.to) - x(longest.from) > 130;
  return (
    <div ref={ref} className={styles['ribbon']}>
      <svg width={width} height={HEIGHT} viewBox={`0 -2 ${width} ${HEIGHT}`} role="img" aria-label={texts.today.ribbon}>
        <BandPatterns id="ribbon" />
        <clipPath id="ribbon-clip">
          <rect width={width} height={BASE} rx={7} />
        </clipPath>
        <rect width={width} height={BASE} rx={7} fill="var(--sunken)" />
        <g clipPath="url(#ribbon-clip)">
          <Bands bands={ribbon.bands} x={x} from={ribbon.from} to={ribbon.to} top={0} height={BASE} id="ribbon" />
        </g>
        {labelled && longest.state !== 'awake' && (
          <text x={labelX} y={18} textAnchor="middle" className={styles['bandLabel']}>
            {`${texts.today.bands[longest.state]} ${texts.today.fromTo(times.clock(longest.from), times.clock(longest.to))}`}
          </text>
        )}
        {hours.map((at) => (
          <g key={at}>
            <path d={`M${x(at)} ${BASE}v4`} stroke="var(--line-2)" />
            {Math.abs(x(at) - x(now)) > (times.twelveHours ? 46 : 34) && x(at) > 18 && x(at) < width - 18 && (
              <text x={x(at)} y={68} textAnchor="middle">
                {times.hourOnTheClock(at)}
              </text>
            )}
          </g>
        ))}
        {bins.map((bin) => (
          <g key={bin.index} onClick={() => goTo(`/timeline?zoom=day&at=${Math.round(bin.from)}`)}>
            <rect x={bin.index * BIN} y={0} width={BIN} height={BASE} fill="transparent" />
            {bin.squares.map((name, index) => (
              <Square key={index} name={name} x={bin.index * BIN + BIN / 2} y={BASE - 10 - index * 6} />
            ))}
          </g>
        ))}
        <path d={`M${x(now)} -2V${BASE + 4}`} stroke="var(--now)" strokeWidth={1.5} />
        <text x={x(now)} y={68} textAnchor="middle" className={styles['nowLabel']}>
          {times.clock(now)}
        </text>
      </svg>
    </div>
  );
}

function Square({ name, x, y }: { readonly name: GlyphName; readonly x: number; readonly y: number }) {
  if (name === 'expired') {
    return (
      <svg x={x - 4.5} y={y - 2} width={9} height={9} viewBox="0 0 16 16" className="g-expired">
        {glyphShape('expired')}
      </svg>
    );
  }
  const outline = outlines[name];
  return (
    <rect
      x={x - 2.25}
      y={y}
      width={4.5}
      height={4.5}
      rx={1.2}
      fill={outline === undefined ? fills[name] : 'none'}
      stroke={outline}
      strokeWidth={outline === undefined ? 0 : 1.1}
    />
  );
}
