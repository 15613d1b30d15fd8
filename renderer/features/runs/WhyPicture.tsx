import type { Outcome } from '../../../main/core/fate.ts';
import { isFailure } from '../../../main/core/fate.ts';
import type { WhyView } from '../../../preload/contract.ts';
import { glyphShape } from '../../parts/Glyph.tsx';
import { useWidth } from '../../parts/useWidth.ts';
import { labelWidth, placeLabels } from './pictureLabels.ts';
import styles from './job.module.css';

type Step = WhyView['steps'][number];

/** It is no wider than this, in pixels. */
const WIDEST = 560;
const LINE = 29;
const EDGE = 34;

/**
 * Places for the steps: in order, evenly spread, not by the length of time between them, for eight hours of sleep beside one
 * minute of waiting would leave the minute invisible.
 */
function places(count: number, width: number): number[] {
  if (count === 1) return [width / 2];
  return Array.from({ length: count }, (_, index) => EDGE + 30 + ((width - 2 * EDGE - 60) * index) / (count - 1));
}

/** What the computer and conditions did stands above the line, what became of the job below. */
const ABOVE: ReadonlySet<Step['kind']> = new Set(['asleep', 'woke', 'off', 'on', 'waited', 'decided']);

/** Due, woke, network back, started, ended: only the steps there are. */
export function WhyPicture({ steps, outcome }: { readonly steps: readonly Step[]; readonly outcome: Outcome | null }) {
  const [frame, room] = useWidth<HTMLDivElement>(WIDEST);
  if (steps.length < 2) return null;
  const width = Math.min(room, WIDEST);
  const xs = places(steps.length, width);
  const x = (kind: Step['kind']): number | undefined => xs[steps.findIndex((step) => step.kind === kind)];
  const down = x('asleep') ?? x('off');
  const up = x('woke') ?? x('on');
  const due = x('due');
  const started = x('started');
  const ended = x('ended');
  const late = due !== undefined && started !== undefined && (up !== undefined || x('waited') !== undefined);
  const bad = outcome !== null && isFailure(outcome);
  const band = { from: down ?? 0, to: up ?? width };
  const bandStep = steps.find((step) => step.kind === 'asleep' || step.kind === 'off');
  const dueInBand = due !== undefined && due > band.from && due < band.to;
  // The stretch says what it is within itself, where nothing else is drawn there.
  const inside = bandStep !== undefined && !dueInBand && band.to - band.from > labelWidth(bandStep.text) + 20;
  const line = (above: boolean) =>
    placeLabels(
      steps.flatMap((step, index) =>
        ABOVE.has(step.kind) === above && !(inside && step === bandStep)
          ? [{ text: step.text, at: xs[index] ?? 0 }]
          : [],
      ),
      width,
    );
  return (
    <div ref={frame}>
      <svg
        className={styles['picture']}
        width={width}
        height={62}
        role="img"
        aria-label={steps.map((step) => step.text).join(', ')}
      >
        <path d={`M0 ${LINE}H${width}`} stroke="var(--line-2)" strokeWidth={1.5} />
        {(down !== undefined || up !== undefined) && (
          <rect
            x={down ?? 0}
            y={16}
            width={Math.max(1, (up ?? width) - (down ?? 0))}
            height={26}
            rx={6}
            fill="var(--asleep)"
          />
        )}
        {up !== undefined && <path d={`M${up} 12V46`} stroke="var(--asleep-ink)" strokeWidth={1.2} />}
        {late && (
          <path
            d={`M${due + 4} ${LINE}H${started - 8}`}
            stroke="var(--accent)"
            strokeWidth={1.6}
            strokeDasharray="1 4"
            strokeLinecap="round"
          />
        )}
        {started !== undefined && (
          <rect
            x={started}
            y={23}
            width={Math.max(2, (ended ?? width) - started)}
            height={12}
            rx={5}
            fill={bad ? 'var(--bad-mark)' : late || outcome === null ? 'var(--accent)' : 'var(--ok-mark)'}
            opacity={0.32}
          />
        )}
        {steps.map((step, index) => {
          const at = xs[index] ?? 0;
          return (
            <g key={`${step.kind}${step.at}`}>
              {step.kind === 'started' && late ? (
                <svg x={at - 8} y={LINE - 8} width={16} height={16} viewBox="0 0 16 16" className="g-caughtUp">
                  {glyphShape('caughtUp')}
                </svg>
              ) : (
                !(inside && step === bandStep) &&
                step.kind !== 'woke' &&
                step.kind !== 'on' && (
                  <circle
                    cx={at}
                    cy={LINE}
                    r={3.2}
                    fill={step.kind === 'ended' ? (bad ? 'var(--bad-mark)' : 'var(--ok-mark)') : 'var(--accent)'}
                  />
                )
              )}
            </g>
          );
        })}
        {inside && (
          <text x={(band.from + band.to) / 2} y={LINE + 4} textAnchor="middle" className={styles['inBand']}>
            {bandStep.text}
          </text>
        )}
        {[true, false].flatMap((above) =>
          line(above).map(({ text, middle }) => (
            <text key={text} x={middle} y={above ? 9 : 57} textAnchor="middle">
              {text}
            </text>
          )),
        )}
      </svg>
    </div>
  );
}
