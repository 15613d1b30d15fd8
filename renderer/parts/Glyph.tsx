import type { Fate, Outcome, Standing } from '../../main/core/fate.ts';
import { isFailure } from '../../main/core/fate.ts';

/** The drawings, one per fate; `failed` and `stopped` stand for outcomes. */
export type GlyphName =
  | 'ran'
  | 'caughtUp'
  | 'coalesced'
  | 'skipped'
  | 'expired'
  | 'waiting'
  | 'queued'
  | 'running'
  | 'comingUp'
  | 'failed'
  | 'stopped';

const ground = 'var(--glyph-ground, var(--surface))';

/** Shapes on a grid of 16 × 16: the shape says it, the colour helps. */
const drawings: Readonly<Record<GlyphName, React.JSX.Element>> = {
  ran: (
    <>
      <circle cx="8" cy="8" r="6.2" fill="currentColor" />
      <path
        d="M5.3 8.2l1.9 1.9 3.5-3.9"
        fill="none"
        stroke={ground}
        strokeWidth="1.7"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </>
  ),
  caughtUp: (
    <path
      d="M2.6 3.6 7.8 8l-5.2 4.4zM8.2 3.6 13.6 8l-5.4 4.4z"
      fill="currentColor"
      stroke="currentColor"
      strokeWidth="1.2"
      strokeLinejoin="round"
    />
  ),
  coalesced: (
    <g fill="none" stroke="currentColor" strokeWidth="1.7">
      <circle cx="5.6" cy="8" r="3.3" />
      <path d="M9 8h5.2" strokeLinecap="round" />
    </g>
  ),
  skipped: (
    <g fill="none" stroke="currentColor" strokeWidth="1.6">
      <circle cx="8" cy="8" r="5.6" />
      <path d="M4.2 11.8l7.6-7.6" />
    </g>
  ),
  expired: (
    <>
      <path
        d="M8 1.6 14.4 8 8 14.4 1.6 8z"
        fill="currentColor"
        stroke="currentColor"
        strokeWidth="1"
        strokeLinejoin="round"
      />
      <path d="M5.6 8h4.8" stroke={ground} strokeWidth="1.8" strokeLinecap="round" />
    </>
  ),
  waiting: (
    <path
      d="M4.4 2.4h7.2M4.4 13.6h7.2M5.2 2.6c0 3.2 2.8 3.5 2.8 5.4s-2.8 2.2-2.8 5.4M10.8 2.6C10.8 5.8 8 6.1 8 8s2.8 2.2 2.8 5.4"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
    />
  ),
  queued: <path d="M3 4.5h10M3 8h10M3 11.5h6" stroke="currentColor" strokeWidth="1.7" strokeLinecap="round" />,
  running: (
    <g fill="none" stroke="currentColor" strokeWidth="2">
      <circle cx="8" cy="8" r="5.6" strokeOpacity=".25" />
      <path className="spin" d="M8 2.4A5.6 5.6 0 0 1 13.6 8" strokeLinecap="round" />
    </g>
  ),
  comingUp: <circle cx="8" cy="8" r="4.6" fill="none" stroke="currentColor" strokeWidth="1.6" />,
  failed: (
    <>
      <rect x="2" y="2" width="12" height="12" rx="3" fill="currentColor" />
      <path d="M5.7 5.7l4.6 4.6M10.3 5.7l-4.6 4.6" stroke={ground} strokeWidth="1.7" strokeLinecap="round" />
    </>
  ),
  stopped: (
    <>
      <rect x="2.8" y="2.8" width="10.4" height="10.4" rx="2.5" fill="none" stroke="currentColor" strokeWidth="1.6" />
      <rect x="5.6" y="5.6" width="4.8" height="4.8" rx="1" fill="currentColor" />
    </>
  ),
};

/** Every drawing's name, in the order of the legend. */
export const glyphNames = Object.keys(drawings) as readonly GlyphName[];

/** Which drawing stands for a due moment: its fate, unless the run for it came to a bad end. */
export function glyphOf(fate: Fate | Standing | 'comingUp', outcome: Outcome | null): GlyphName {
  if (fate !== 'ran' && fate !== 'caughtUp') return fate;
  if (outcome === 'stopped') return 'stopped';
  return outcome !== null && isFailure(outcome) ? 'failed' : fate;
}

/** The drawing alone, for use inside another drawing. */
export const glyphShape = (name: GlyphName): React.JSX.Element => drawings[name];

/** A fate as a picture; the words stand beside it, so it is silent. */
export function Glyph({ name, size = 16 }: { readonly name: GlyphName; readonly size?: number }) {
  return (
    <svg className={`g-${name}`} width={size} height={size} viewBox="0 0 16 16" aria-hidden="true">
      {drawings[name]}
    </svg>
  );
}
