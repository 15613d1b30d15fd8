import { Kbd, Switch } from '@mantine/core';
import { IconChevronRight, IconPlus, IconTemplate } from '@tabler/icons-react';
import { Link } from 'wouter';
import { useAnswer, useApi } from '../../api/program.tsx';
import { useTitle } from '../../parts/Page.tsx';
import { Mark } from '../../parts/Mark.tsx';
import { useWishes } from '../../shell/wishes.tsx';
import { texts } from '../../texts/texts.ts';
import { templates } from '../editor/templates.ts';
import page from '../../parts/page.module.css';
import styles from './welcome.module.css';

/** No job yet: a template or a blank one, and starting at log-in. No tour, no account. */
export function FirstRun() {
  useTitle(texts.welcome.title);
  const api = useApi();
  const { granted } = useWishes();
  const state = useAnswer('readState', {}).value;
  const settings = useAnswer('readSettings', {}).value;
  return (
    <div className={page['body']} tabIndex={0} role="region" aria-label={texts.welcome.title}>
      <div className={styles['first']}>
        <span className="accent">
          <Mark size={44} />
        </span>
        <h1>{texts.welcome.heading}</h1>
        <p className={styles['text']}>{texts.welcome.text}</p>
        <div className={`${page['card']} ${styles['ways']}`}>
          <div className={styles['way']}>
            <span className={styles['sign']}>
              <IconTemplate size={20} stroke={1.5} aria-hidden="true" />
            </span>
            <div>
              <h2>{texts.welcome.template}</h2>
              <p>{texts.welcome.templateText}</p>
              <ul className={styles['templates']} aria-label={texts.welcome.templates}>
                {templates.map((template) => (
                  <li key={template.id}>
                    <Link href={`/new?template=${template.id}`} className={page['tag']}>
                      {template.label}
                    </Link>
                  </li>
                ))}
              </ul>
            </div>
          </div>
          <Link href="/new" className={styles['way']}>
            <span className={styles['sign']}>
              <IconPlus size={20} stroke={1.5} aria-hidden="true" />
            </span>
            <span>
              <strong className="strong">{texts.welcome.blank}</strong>
              <span className={styles['line']}>{texts.welcome.blankText}</span>
            </span>
            <span className="row">
              <Kbd>N</Kbd>
              <IconChevronRight size={16} stroke={1.6} className="faint" aria-hidden="true" />
            </span>
          </Link>
        </div>
        {state?.shell === 'desktop' && (
          <Switch
            className={styles['login'] ?? ''}
            label={texts.welcome.login}
            checked={settings?.['launchAtLogin'] === true}
            onChange={(event) =>
              void granted(api.changeSettings({ changes: { launchAtLogin: event.currentTarget.checked } }))
            }
          />
        )}
      </div>
    </div>
  );
}
