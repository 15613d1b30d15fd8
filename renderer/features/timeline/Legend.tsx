import { BandPatterns, bandFill } from '../../parts/Bands.tsx';
import type { GlyphName } from '../../parts/Glyph.tsx';
import { Glyph } from '../../parts/Glyph.tsx';
import { texts } from '../../texts/texts.ts';
import styles from './timeline.module.css';

const shown: readonly GlyphName[] = [
  'ran',
  'caughtUp',
  'coalesced',
  'skipped',
  'expired',
  'waiting',
  'comingUp',
  'failed',
];

/** What the drawings mean. */
export function Legend() {
  return (
    <footer className={styles['legend']} aria-label={texts.timeline.legend}>
      {shown.map((name) => (
        <span key={name}>
          <Glyph name={name} size={13} />
          {texts.timeline.fates[name]}
        </span>
      ))}
      <i className={styles['rule']} />
      {(['asleep', 'off', 'notRunning'] as const).map((state) => (
        <span key={state}>
          <svg width={18} height={12} viewBox="0 0 18 12" aria-hidden="true">
            <BandPatterns id="legend" />
            <rect width={18} height={12} rx={3} fill={bandFill(state, 'legend')} />
          </svg>
          {texts.timeline.bands[state]}
        </span>
      ))}
    </footer>
  );
}
