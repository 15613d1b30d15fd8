import { Kbd, Menu, Tooltip } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import {
  IconChevronUp,
  IconInbox,
  IconListDetails,
  IconPlayerPause,
  IconSchema,
  IconSearch,
  IconSettings,
  IconStack2,
  IconSunrise,
  IconTimeline,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import type { AppState } from '../../preload/contract.ts';
import { Glyph } from '../parts/Glyph.tsx';
import { Mark } from '../parts/Mark.tsx';
import { PauseMenu } from '../parts/PauseMenu.tsx';
import { useNow, useTimes } from '../time/now.tsx';
import { shortDurationText } from '../time/times.ts';
import { texts } from '../texts/texts.ts';
import { palette } from './paletteStore.ts';
import { modifier } from './shortcuts.ts';
import { useWishes } from './wishes.tsx';
import styles from './frame.module.css';

/** Runs that are named at the left; the rest is a number. */
const NAMED = 4;

/** The pages in the order of Ctrl 1 to 6. */
export const pages: readonly { readonly path: string; readonly label: string; readonly icon: Icon }[] = [
  { path: '/today', label: texts.shell.today, icon: IconSunrise },
  { path: '/jobs', label: texts.shell.jobs, icon: IconListDetails },
  { path: '/timeline', label: texts.shell.timeline, icon: IconTimeline },
  { path: '/graph', label: texts.shell.graph, icon: IconSchema },
  { path: '/inbox', label: texts.shell.inbox, icon: IconInbox },
  { path: '/sequences', label: texts.shell.sequences, icon: IconStack2 },
];

interface NavItemProps {
  readonly path: string;
  readonly label: string;
  readonly icon: Icon;
  readonly children?: ReactNode;
}

function NavItem({ path, label, icon: Icon, children }: NavItemProps) {
  const [location] = useLocation();
  const current = location === path || location.startsWith(`${path}/`) || (path === '/today' && location === '/');
  return (
    <Tooltip label={label} position="right" events={{ hover: true, focus: false, touch: false }}>
      <Link href={path} className={styles['nav']} aria-current={current ? 'page' : undefined}>
        <Icon size={16} stroke={1.6} aria-hidden="true" />
        <span className={styles['word']}>{label}</span>
        {children}
      </Link>
    </Tooltip>
  );
}

/** Where things are: always there, a rail of icons where the window is narrow. */
export function SideBar({ state }: { readonly state: AppState | undefined }) {
  const times = useTimes();
  return (
    <nav className={styles['side']} aria-label={texts.shell.main}>
      <div className={styles['brand']}>
        <Mark sign={state?.paused ? 'paused' : 'idle'} />
        <span>{texts.shell.name}</span>
      </div>
      <button type="button" className={styles['find']} onClick={palette.open}>
        <IconSearch size={14} stroke={1.6} aria-hidden="true" />
        <span>{texts.shell.search}</span>
        <Kbd>{modifier}K</Kbd>
      </button>
      {pages.map((page) => (
        <NavItem key={page.path} {...page}>
          {page.path === '/jobs' && state !== undefined && state.jobs > 0 && (
            <span className={styles['count']}>{times.number(state.jobs)}</span>
          )}
          {page.path === '/inbox' && state !== undefined && state.unread > 0 && (
            <span className={`${styles['count']} ${styles['hot']}`}>{state.unread}</span>
          )}
        </NavItem>
      ))}
      {state !== undefined && state.running.length > 0 && <Running running={state.running} />}
      <div className={styles['end']}>
        <NavItem path="/settings" label={texts.shell.settings} icon={IconSettings} />
        <PauseButton paused={state?.paused ?? null} />
      </div>
    </nav>
  );
}

function Running({ running }: { readonly running: AppState['running'] }) {
  const now = useNow('second');
  return (
    <>
      <h2 className={styles['heading']}>{texts.shell.running}</h2>
      {running.slice(0, NAMED).map((run) => (
        <Link key={run.run} href={`/jobs/${encodeURIComponent(run.job)}`} className={styles['live']}>
          <Glyph name="running" size={14} />
          <span className="cut">{run.name}</span>
          <time>{shortDurationText(now - run.started)}</time>
        </Link>
      ))}
      {running.length > NAMED && (
        <Link href="/jobs?state=running" className={styles['live']}>
          {texts.shell.andMore(running.length - NAMED)}
        </Link>
      )}
    </>
  );
}

function PauseButton({ paused }: { readonly paused: AppState['paused'] }) {
  const wishes = useWishes();
  const times = useTimes();
  const now = useNow();
  if (paused !== null) {
    const label =
      paused.until === null ? texts.shell.paused : texts.shell.pausedUntil(times.nearWithin(paused.until, now));
    return (
      <Menu position="top-start">
        <Menu.Target>
          <button type="button" className={styles['engine']}>
            <IconPlayerPause size={14} stroke={1.6} aria-hidden="true" />
            <span className="cut">{label}</span>
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => void wishes.unpause(null)}>{texts.shell.unpause}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    );
  }
  return (
    <PauseMenu position="top-start" onPause={(until) => void wishes.pause(null, until)}>
      <button type="button" className={styles['engine']} data-pause-everything="">
        <IconPlayerPause size={14} stroke={1.6} aria-hidden="true" />
        <span className="grow">{texts.shell.pauseEverything}</span>
        <IconChevronUp size={14} stroke={1.6} className={styles['more']} aria-hidden="true" />
      </button>
    </PauseMenu>
  );
}
