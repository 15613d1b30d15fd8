import { IconClock } from '@tabler/icons-react';
import { Glyph } from '../../parts/Glyph.tsx';
import { SectionHead } from '../../parts/Page.tsx';
import { useNow, useTimes } from '../../time/now.tsx';
import { relativeText } from '../../time/times.ts';
import { texts } from '../../texts/texts.ts';
import type { Editing } from './useDraft.ts';
import styles from './editor.module.css';

const SHOWN = 5;

/** What would come of it: the next due moments of all triggers together, and what to know about them. */
export function SidePanel({ editing }: { readonly editing: Editing }) {
  const times = useTimes();
  const now = useNow();
  const { report } = editing;
  const next = (report?.triggers ?? [])
    .flatMap((explanation) => (explanation?.next ?? []).map((at) => ({ at, guessed: explanation?.estimated === true })))
    .sort((a, b) => a.at - b.at)
    .slice(0, SHOWN);
  const warnings = [
    ...(report?.warnings ?? []),
    ...(report?.triggers ?? []).flatMap((explanation) => explanation?.warnings ?? []),
  ].filter((warning, index, all) => all.findIndex((other) => other.message === warning.message) === index);
  const others = (report?.triggers ?? []).flatMap((explanation) => explanation?.otherDialects ?? []);
  return (
    <aside className={styles['side']} aria-label={texts.editor.nextDue}>
      <div className={styles['answers']}>
        <SectionHead title={texts.editor.nextDue} />
        {next.length === 0 ? (
          <p className="faint">{report === null ? '' : texts.editor.noNext}</p>
        ) : (
          <ol className={`${styles['next']} numbers`} aria-label={texts.editor.nextDue}>
            {next.map(({ at, guessed }, index) => (
              <li key={index}>
                <Glyph name="comingUp" size={13} />
                <span>
                  {guessed && '≈ '}
                  {times.day(at)}, {at % 60_000 === 0 ? times.clock(at) : times.clockWithSeconds(at)}
                </span>
                <span className={styles['in']}>{relativeText(at, now)}</span>
              </li>
            ))}
          </ol>
        )}
        {warnings.map((warning) => (
          <div key={warning.message} className={styles['warning']} role="note">
            <IconClock size={14} stroke={1.6} aria-hidden="true" />
            <span>{warning.message}</span>
          </div>
        ))}
        {others.length > 0 && (
          <dl className={styles['dialects']}>
            {others.map((other) => (
              <div key={other.dialect + other.text}>
                <dt>{other.dialect}</dt>
                <dd>{other.text}</dd>
              </div>
            ))}
          </dl>
        )}
      </div>
    </aside>
  );
}
