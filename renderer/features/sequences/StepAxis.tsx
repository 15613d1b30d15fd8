import { scaleLinear } from 'd3-scale';
import { useWidth } from '../../parts/useWidth.ts';
import { durationText } from '../../time/times.ts';
import styles from './sequences.module.css';

interface Step {
  readonly job: string;
  readonly name: string;
  /** From the start, in milliseconds. */
  readonly after: number;
}

/** Less than this between two marks and the later one is drawn a line lower, in pixels. */
const CLOSE = 18;

/** Steps on a small time axis, numbered as in the list below it. */
export function StepAxis({ steps }: { readonly steps: readonly Step[] }) {
  const [ref, width] = useWidth<HTMLDivElement>(600);
  const longest = Math.max(1, ...steps.map((step) => step.after));
  const x = scaleLinear([0, longest], [14, Math.max(40, width - 30)]);
  let last = -100;
  let level = 0;
  const placed = steps
    .map((step, index) => ({ step, index }))
    .sort((a, b) => a.step.after - b.step.after)
    .map(({ step, index }) => {
      const at = x(step.after);
      level = at - last < CLOSE ? level + 1 : 0;
      last = at;
      return { index, at, y: 14 + (level % 3) * 17 };
    });
  const height = Math.max(...placed.map(({ y }) => y), 14) + 32;
  return (
    <div ref={ref} className={styles['axis']}>
      <svg width={width} height={height} aria-hidden="true">
        <path d={`M0 ${height - 20}H${width}`} stroke="var(--line-2)" />
        {placed.map(({ index, at, y }) => (
          <g key={index}>
            <path d={`M${at} ${y}V${height - 16}`} stroke="var(--line-2)" />
            <circle cx={at} cy={y} r={8} fill="var(--accent-soft)" stroke="var(--accent)" />
            <text x={at} y={y + 4} textAnchor="middle" className={styles['mark']}>
              {index + 1}
            </text>
          </g>
        ))}
        <text x={0} y={height - 3}>
          {durationText(0)}
        </text>
        <text x={width} y={height - 3} textAnchor="end">
          {durationText(longest)}
        </text>
      </svg>
    </div>
  );
}
