import { Button } from '@mantine/core';
import { Link } from 'wouter';
import type { IncidentView } from '../../../preload/contract.ts';
import { Glyph } from '../../parts/Glyph.tsx';
import { SectionHead } from '../../parts/Page.tsx';
import { PauseMenu } from '../../parts/PauseMenu.tsx';
import { useWishes } from '../../shell/wishes.tsx';
import { useNow, useTimes } from '../../time/now.tsx';
import { texts } from '../../texts/texts.ts';
import page from '../../parts/page.module.css';
import styles from './today.module.css';

/** Open incidents, each with its next action. */
export function Attention({ incidents }: { readonly incidents: readonly IncidentView[] }) {
  return (
    <section>
      <SectionHead title={texts.today.attention} sub={incidents.length} />
      <div className={styles['cards']}>
        {incidents.map((incident) => (
          <Incident key={incident.id} incident={incident} />
        ))}
      </div>
    </section>
  );
}

function Incident({ incident }: { readonly incident: IncidentView }) {
  const wishes = useWishes();
  const times = useTimes();
  const now = useNow();
  const title = texts.today.incidentKinds[incident.kind](incident.name);
  return (
    <div className={`${page['card']} ${styles['alert']}`}>
      <div className="row">
        <Glyph
          name={incident.kind === 'missed' ? 'expired' : incident.kind === 'stillRunning' ? 'running' : 'failed'}
        />
        <strong className="strong cut">{title}</strong>
        <span className="grow" />
        <span className="faint small still">{texts.today.since(times.nearWithin(incident.opened, now))}</span>
      </div>
      <p>
        {incident.text}
        {incident.lastLine !== null && (
          <>
            : <span className="mono">{incident.lastLine}</span>
          </>
        )}
      </p>
      <div className={styles['acts']}>
        <Button
          size="sm"
          component={Link}
          href={`/jobs/${encodeURIComponent(incident.job)}${incident.run === null ? '' : `?run=${encodeURIComponent(incident.run)}`}`}
        >
          {texts.today.showOutput}
        </Button>
        <Button size="sm" onClick={() => void wishes.runNow(incident.job, incident.name)}>
          {texts.today.runNow}
        </Button>
        <PauseMenu position="bottom-start" onPause={(until) => void wishes.pause(incident.job, until)}>
          <Button size="sm" variant="subtle">
            {texts.today.pauseJob}
          </Button>
        </PauseMenu>
      </div>
    </div>
  );
}
