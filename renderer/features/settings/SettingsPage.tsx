import { TextInput } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import {
  IconAdjustmentsHorizontal,
  IconBell,
  IconCommand,
  IconDatabase,
  IconInfoCircle,
  IconLock,
  IconMoon,
  IconSearch,
  IconSun,
  IconTerminal2,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useEffect, useRef, useState } from 'react';
import { Link } from 'wouter';
import { useAnswer } from '../../api/program.tsx';
import { Page } from '../../parts/Page.tsx';
import { Answered, Empty } from '../../parts/States.tsx';
import { useShortcuts } from '../../shell/shortcuts.ts';
import { texts } from '../../texts/texts.ts';
import { About, CommandLine } from './About.tsx';
import { Appearance, CatchingUp, General, Notifications } from './choices.tsx';
import { Data } from './Data.tsx';
import { Environment } from './Environment.tsx';
import { Secrets } from './Secrets.tsx';
import type { Chosen } from './SettingRow.tsx';
import styles from './settings.module.css';

const icons: Readonly<Record<string, Icon>> = {
  general: IconAdjustmentsHorizontal,
  'catching-up': IconMoon,
  notifications: IconBell,
  appearance: IconSun,
  environment: IconTerminal2,
  secrets: IconLock,
  data: IconDatabase,
  'command-line': IconCommand,
  about: IconInfoCircle,
};

/** Everything that is chosen for the whole program; each takes effect at once. */
export function SettingsPage({ section }: { readonly section: string }) {
  const known = useAnswer('readSettings', {});
  const [text, setText] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useShortcuts({ '/': () => field.current?.focus() });
  return (
    <Page
      title={texts.settings.title}
      actions={
        <TextInput
          ref={field}
          w={190}
          aria-label={texts.settings.search}
          placeholder={texts.settings.search}
          leftSection={<IconSearch size={14} stroke={1.6} />}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      }
    >
      <div className={styles['settings']}>
        <nav aria-label={texts.settings.sectionsLabel} className={styles['sections']}>
          {texts.settings.sections.map(({ id, label }) => {
            const Sign = icons[id] ?? IconInfoCircle;
            return (
              <Link key={id} href={`/settings/${id}`} aria-current={id === section ? 'page' : undefined}>
                <Sign size={16} stroke={1.6} aria-hidden="true" />
                {label}
              </Link>
            );
          })}
        </nav>
        <Answered known={known}>
          {(settings) => <Sections settings={settings} section={section} filter={text} />}
        </Answered>
      </div>
    </Page>
  );
}

function Sections({
  settings,
  section,
  filter,
}: {
  readonly settings: Chosen;
  readonly section: string;
  readonly filter: string;
}) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const target = document.getElementById(`section-${section}`);
    if (section === 'general') place.current?.closest('[tabindex]')?.scrollTo({ top: 0 });
    else target?.scrollIntoView({ block: 'start' });
  }, [section]);
  const bodies: Readonly<Record<string, ReactNode>> = {
    general: <General settings={settings} />,
    'catching-up': <CatchingUp settings={settings} />,
    notifications: <Notifications settings={settings} />,
    appearance: <Appearance settings={settings} />,
    environment: <Environment />,
    secrets: <Secrets />,
    data: <Data settings={settings} />,
    'command-line': <CommandLine />,
    about: <About />,
  };
  const wanted = filter.trim().toLowerCase();
  const shown = texts.settings.sections.filter(
    ({ id, label }) => wanted === '' || `${label} ${wordsOf(id)}`.toLowerCase().includes(wanted),
  );
  if (shown.length === 0) return <Empty title={texts.settings.noMatch(filter)} />;
  return (
    <div ref={place}>
      {shown.map(({ id, label }) => (
        <section key={id} id={`section-${id}`} className={styles['section']} aria-label={label}>
          <h2>{label}</h2>
          {bodies[id]}
        </section>
      ))}
    </div>
  );
}

/** What a search finds a section by. */
function wordsOf(id: string): string {
  const words = texts.settings;
  switch (id) {
    case 'general':
      return `${words.launchAtLogin} ${words.onQuit}`;
    case 'catching-up':
      return `${words.catchUpAtOnce} ${words.networkGrace} ${words.catchUpDefault}`;
    case 'notifications':
      return `${words.quietHours} ${words.inboxAnyway}`;
    case 'appearance':
      return `${words.theme} ${words.singleKeys} ${Object.values(words.themes).join(' ')}`;
    case 'environment':
      return `${words.shellLabel} PATH`;
    case 'data':
      return `${words.keepHistory} ${words.keepOutput} ${Object.values(words.folders).join(' ')}`;
    default:
      return '';
  }
}
