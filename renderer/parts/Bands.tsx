import type { MachineBand } from '../../preload/contract.ts';
import { memo } from 'react';
import { texts } from '../texts/texts.ts';

/** Patterns of the bands; once in each drawing that has bands. `id` keeps the drawings of a page apart. */
export function BandPatterns({ id }: { readonly id: string }) {
  return (
    <defs>
      <pattern id={`${id}-off`} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width="6" height="6" fill="var(--off)" />
        <path d="M0 0V6" stroke="var(--off-hatch)" strokeWidth="2.2" />
      </pattern>
      <pattern id={`${id}-notRunning`} width="5" height="5" patternUnits="userSpaceOnUse">
        <circle cx="1.2" cy="1.2" r=".9" fill="var(--off-hatch)" />
      </pattern>
      <pattern id={`${id}-usual`} width="7" height="7" patternUnits="userSpaceOnUse">
        <rect y="1" width="7" height="3.5" fill="var(--asleep)" />
      </pattern>
    </defs>
  );
}

/** What fills a band: asleep plain, off hatched, not running dotted. */
export const bandFill = (state: MachineBand['state'], id: string): string =>
  state === 'asleep' ? 'var(--asleep)' : `url(#${id}-${state})`;

/** When the computer was not there, as ground behind the marks. */
export const Bands = memo(function Bands({
  bands,
  x,
  from,
  to,
  top,
  height,
  id,
}: {
  readonly bands: readonly MachineBand[];
  readonly x: (at: number) => number;
  readonly from: number;
  readonly to: number;
  readonly top: number;
  readonly height: number;
  readonly id: string;
}) {
  return (
    <g>
      {bands
        .filter((band) => band.state !== 'awake' && band.to > from && band.from < to)
        .map((band) => {
          const left = x(Math.max(from, band.from));
          const right = x(Math.min(to, band.to));
          return (
            <rect
              key={`${band.state}${band.from}`}
              x={left}
              y={top}
              width={Math.max(1, right - left)}
              height={height}
              fill={bandFill(band.state, id)}
            />
          );
        })}
    </g>
  );
});

/** When it usually is asleep, ahead of now: fainter than what was, and it says so. */
export const UsualBands = memo(function UsualBands({
  bands,
  x,
  from,
  to,
  top,
  height,
  id,
}: {
  readonly bands: readonly { readonly from: number; readonly to: number }[];
  readonly x: (at: number) => number;
  readonly from: number;
  readonly to: number;
  readonly top: number;
  readonly height: number;
  readonly id: string;
}) {
  return (
    <g>
      {bands
        .filter((band) => band.to > from && band.from < to)
        .map((band) => (
          <rect
            key={band.from}
            x={x(Math.max(from, band.from))}
            y={top}
            width={Math.max(1, x(Math.min(to, band.to)) - x(Math.max(from, band.from)))}
            height={height}
            fill={`url(#${id}-usual)`}
          >
            <title>{texts.timeline.usuallyAsleepText}</title>
          </rect>
        ))}
    </g>
  );
});
