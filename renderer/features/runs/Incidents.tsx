import type { JobView } from '../../../preload/contract.ts';
import { Glyph } from '../../parts/Glyph.tsx';
import { SectionHead } from '../../parts/Page.tsx';
import { useNow, useTimes } from '../../time/now.tsx';
import { durationText } from '../../time/times.ts';
import { texts } from '../../texts/texts.ts';
import styles from './job.module.css';

/** From each notified failure to its recovery. */
export function Incidents({ view }: { readonly view: JobView }) {
  const times = useTimes();
  const now = useNow();
  const open = view.incidents.filter((incident) => incident.closed === null).length;
  return (
    <section className={styles['mini']}>
      <SectionHead
        title={texts.job.incidents}
        sub={view.incidents.length === 0 ? texts.job.noIncidents : texts.job.incidentsOpen(open, view.incidents.length)}
      />
      <ul className={styles['incidents']}>
        {view.incidents.map((incident) => (
          <li key={incident.id}>
            <Glyph name={incident.kind === 'missed' ? 'expired' : 'failed'} />
            <span>
              {incident.closed === null
                ? texts.job.since(times.full(incident.opened))
                : `${times.full(incident.opened)} – ${times.near(incident.closed, incident.opened)}`}{' '}
              <span className="faint">{incident.text}</span>
            </span>
            <span className="faint small still">{durationText((incident.closed ?? now) - incident.opened)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
