import type { ReactNode } from 'react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import type { Push } from '../../preload/contract.ts';
import { useAnswer, usePush } from '../api/program.tsx';
import { texts } from '../texts/texts.ts';
import { goTo } from './address.ts';
import { Notices } from './Notices.tsx';
import { Palette } from './Palette.tsx';
import { pages, SideBar } from './SideBar.tsx';
import { StartedRuns } from './StartedRuns.tsx';
import { ShortcutHelp } from './ShortcutHelp.tsx';
import { palette } from './paletteStore.ts';
import { allowSingleKeys, isMac, useShortcuts } from './shortcuts.ts';
import styles from './frame.module.css';

/** Side bar, notices and the page; what is pushed for the whole window; the shortcuts that work everywhere. */
export function Frame({ children }: { readonly children: ReactNode }) {
  const state = useAnswer('readState', {}).value;
  const settings = useAnswer('readSettings', {}).value;
  const [help, setHelp] = useState(false);
  const main = useRef<HTMLElement>(null);
  const [location] = useLocation();

  usePush(
    useCallback((push: Push) => {
      if (push.kind === 'show') goTo(push.path);
    }, []),
  );
  useEffect(() => {
    allowSingleKeys(settings?.['singleKeyShortcuts'] !== false);
  }, [settings]);

  // A new page begins at its beginning for the keyboard and for screen readers, too.
  const first = useRef(true);
  useEffect(() => {
    if (first.current) first.current = false;
    else if (document.activeElement === document.body || document.activeElement === null) main.current?.focus();
  }, [location]);

  useShortcuts({
    'mod+k': palette.toggle,
    'mod+,': () => goTo('/settings/general'),
    n: () => goTo('/new'),
    '?': () => setHelp(true),
    ...Object.fromEntries(pages.map((page, index) => [`mod+${index + 1}`, () => goTo(page.path)])),
    'shift+p': () => document.querySelector<HTMLElement>('[data-pause-everything]')?.click(),
    Escape: () => {
      if (
        document.querySelector('[role="dialog"], [role="menu"], [role="listbox"][data-open]') === null &&
        location.split('/').length > 2
      )
        window.history.back();
    },
  });

  const desktop = state?.shell === 'desktop' && state.platform !== 'linux';
  return (
    <div
      className={styles['frame']}
      data-inset={desktop && isMac ? '' : undefined}
      data-drag={desktop ? '' : undefined}
    >
      <a
        href="#main"
        className="skip"
        onClick={(event) => {
          event.preventDefault();
          main.current?.focus();
        }}
      >
        {texts.shell.skip}
      </a>
      <SideBar state={state} />
      <main ref={main} id="main" className={styles['main']} tabIndex={-1}>
        <Notices state={state} />
        {children}
      </main>
      <Palette />
      <StartedRuns />
      <ShortcutHelp opened={help} onClose={() => setHelp(false)} />
    </div>
  );
}
