import type { RunMark } from '../../preload/contract.ts';
import { isFailure } from '../../main/core/fate.ts';
import { memo } from 'react';
import { texts } from '../texts/texts.ts';

const SLOTS = 20;

/** The last 20 runs: height is duration, shape and colour are the outcome. One path per outcome. */
export const Sparkline = memo(function Sparkline({
  runs,
  width = 124,
  height = 22,
}: {
  readonly runs: readonly RunMark[];
  readonly width?: number;
  readonly height?: number;
}) {
  const shown = runs.filter(([outcome]) => outcome !== null).slice(-SLOTS);
  const step = width / SLOTS;
  const longest = Math.max(...shown.map(([, took]) => took ?? 0), 1);
  const paths = { ran: '', caughtUp: '', failed: '', line: '' };
  let failures = 0;
  shown.forEach(([outcome, took, catchUp], index) => {
    const x = ((SLOTS - shown.length + index) * step).toFixed(1);
    const tall = Math.max(3, ((took ?? 0) / longest) * (height - 4));
    const bar = `M${x} ${height}v${(-tall).toFixed(1)}h${(step - 2).toFixed(1)}v${tall.toFixed(1)}z`;
    if (outcome !== null && isFailure(outcome)) {
      failures += 1;
      paths.failed += bar;
      paths.line += `M${x} ${(height - tall - 2.5).toFixed(1)}h${(step - 2).toFixed(1)}`;
    } else if (catchUp === true) paths.caughtUp += bar;
    else paths.ran += bar;
  });
  return (
    <svg
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={texts.jobs.lastRunsLabel(shown.length, failures)}
    >
      <path d={paths.ran} fill="var(--ok-mark)" opacity={0.75} />
      <path d={paths.caughtUp} fill="var(--accent)" />
      <path d={paths.failed} fill="var(--bad-mark)" />
      <path d={paths.line} stroke="var(--bad-mark)" strokeWidth={1.5} />
    </svg>
  );
});
