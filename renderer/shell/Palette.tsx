import { Kbd } from '@mantine/core';
import { Spotlight } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import type { KeyboardEvent as FieldKey } from 'react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { instant } from '../../main/core/time/instant.ts';
import { UTC, zoneOf } from '../../main/core/time/zone.ts';
import { useAnswer } from '../api/program.tsx';
import { glyphOfJob, lastOf } from '../features/jobs/jobWords.ts';
import { Glyph } from '../parts/Glyph.tsx';
import { useNow, useTimes } from '../time/now.tsx';
import { texts } from '../texts/texts.ts';
import { goTo } from './address.ts';
import { spokenCommands } from './paletteCommands.ts';
import type { Matched, PaletteItem } from './paletteItems.ts';
import { generalItems, jobItems, matching } from './paletteItems.ts';
import { chooseFirst, paletteStore } from './paletteStore.ts';
import { recentFirst, remember } from './recent.ts';
import { pages } from './SideBar.tsx';
import { usePaletteDues } from './usePaletteDues.ts';
import { useWishes } from './wishes.tsx';
import styles from './palette.module.css';

const ARROWS = '↑ ↓';

/** Search or run, over everything: commands, jobs, pages, settings. */
export function Palette() {
  const [opened, setOpened] = useState(false);
  const [query, setQuery] = useState('');
  const [scope, setScope] = useState<string | null>(null);
  useEffect(() => {
    // Whoever types at once after Ctrl K means the palette, though its field is not there yet.
    const listen = (event: KeyboardEvent): void => {
      const isLetter = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
      if (!isLetter || !paletteStore.getState().opened || event.target instanceof HTMLInputElement) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      setQuery((before) => before + event.key);
    };
    window.addEventListener('keydown', listen, true);
    return () => window.removeEventListener('keydown', listen, true);
  }, []);
  return (
    <Spotlight.Root
      store={paletteStore}
      query={query}
      onQueryChange={setQuery}
      shortcut={null}
      lockScroll={false}
      onSpotlightOpen={() => setOpened(true)}
      onSpotlightClose={() => {
        setOpened(false);
        setScope(null);
      }}
      attributes={{ content: { 'aria-label': texts.palette.label } }}
      classNames={{ content: styles['content'] ?? '', search: styles['search'] ?? '' }}
      // It is gone at once: while it faded it would still take the keys that are meant for the page.
      transitionProps={{ duration: 180, exitDuration: 0, transition: 'fade' }}
      yOffset={92}
      centered={false}
      overlayProps={{ backgroundOpacity: 0.3, blur: 0 }}
      size={580}
    >
      <Found active={opened} query={query} scope={scope} onScope={setScope} onQuery={setQuery} />
    </Spotlight.Root>
  );
}

interface FoundProps {
  readonly active: boolean;
  readonly query: string;
  readonly scope: string | null;
  readonly onScope: (job: string | null) => void;
  readonly onQuery: (query: string) => void;
}

function Found({ query, scope, onScope, onQuery }: FoundProps) {
  const state = useAnswer('readState', {}).value;
  const jobs = useAnswer('listJobs', {}).value;
  const wishes = useWishes();
  const times = useTimes();
  const now = useNow();
  const spoken = useMemo(() => {
    const zone = zoneOf(times.zone);
    return {
      now: instant(now),
      zone: zone.ok ? zone.value : UTC,
      toward: 'coming' as const,
      monthFirst: times.monthFirst,
    };
  }, [now, times]);
  const act = useMemo(
    () => ({
      go: goTo,
      runNow: (job: string, name: string) => void wishes.runNow(job, name),
      skipNext: (job: string) =>
        void wishes.skipNext(job, (due) => texts.wishes.skipped(times.nearWithin(due, Date.now()))),
      pause: (job: string | null, until: number | null) => void wishes.pause(job, until),
      unpause: (job: string | null) => void wishes.unpause(job),
      stop: (run: string) => void wishes.stop(run),
      setEnabled: (job: string, enabled: boolean) => void wishes.setEnabled(job, enabled),
    }),
    [times, wishes],
  );
  const items = useMemo((): readonly PaletteItem[] => {
    const scoped = jobs?.find((job) => job.id === scope);
    if (scoped !== undefined) return jobItems(scoped, act);
    const [first, ...rest] = splitByGroup(generalItems(state, pages, act));
    const all = (jobs ?? []).map((job): PaletteItem => ({
      id: `job-${job.id}`,
      group: texts.palette.jobs,
      label: job.name,
      detail: job.next === null ? lastOf(job, times, now) : texts.palette.next(times.nearWithin(job.next.at, now)),
      glyph: glyphOfJob(job),
      job,
      also: [job.id, ...job.tags, job.what].join(' '),
      run: () => goTo(`/jobs/${encodeURIComponent(job.id)}`),
    }));
    return [...(first ?? []), ...all, ...rest.flat()];
  }, [act, jobs, now, scope, state, times]);
  const commands = useMemo(
    () => (scope === null ? spokenCommands(query, { jobs: jobs ?? [], times, spoken, act }) : []),
    [act, jobs, query, scope, spoken, times],
  );
  const dues = usePaletteDues(scope === null ? query : '', jobs, { spoken, times, go: goTo });
  const groups = useMemo(() => {
    const found = new Map<string, readonly Matched[]>();
    if (commands.length > 0) found.set(texts.palette.commands, commands);
    if (dues.length > 0) found.set(texts.palette.dueMoments, dues);
    for (const [group, matched] of matching(query === '' ? recentFirst(items) : items, query)) {
      found.set(group, [...(found.get(group) ?? []), ...matched]);
    }
    return found;
  }, [commands, dues, items, query]);

  // Due moments come a moment after the last letter: the first row stays the chosen one, unless another was chosen meanwhile.
  const moved = useRef(false);
  useEffect(() => {
    moved.current = false;
    if (query !== '') chooseFirst();
  }, [query]);
  useEffect(() => {
    if (!moved.current && dues.length > 0) chooseFirst();
  }, [dues]);

  const tab = (event: FieldKey<HTMLInputElement>): void => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') moved.current = true;
    if (event.key === 'Backspace' && query === '' && scope !== null) onScope(null);
    if (event.key !== 'Tab' || event.shiftKey) return;
    const chosen = document.querySelector('[data-palette-item][data-selected]')?.getAttribute('data-job');
    if (chosen === null || chosen === undefined) return;
    event.preventDefault();
    onScope(chosen);
    onQuery('');
  };

  return (
    <>
      <Spotlight.Search
        placeholder={texts.palette.placeholder}
        aria-label={texts.palette.label}
        leftSection={<IconSearch size={16} stroke={1.6} aria-hidden="true" />}
        rightSection={<Kbd>Esc</Kbd>}
        rightSectionWidth={48}
        autoFocus
        onKeyDown={tab}
      />
      <Spotlight.ActionsList className={styles['list'] ?? ''}>
        {[...groups].map(([group, matched]) => (
          <Spotlight.ActionsGroup key={group} label={group} classNames={{ actionsGroup: styles['group'] ?? '' }}>
            {matched.map(({ item, pieces }) => (
              <Spotlight.Action
                key={item.id}
                onClick={() => {
                  if (item.fill !== undefined) {
                    onScope(null);
                    onQuery(item.fill);
                  } else if (item.isNote !== true) {
                    remember(item.id);
                    item.run();
                  }
                }}
                closeSpotlightOnTrigger={item.fill === undefined && item.isNote !== true}
                className={`${styles['item']} ${item.isNote === true ? styles['note'] : ''}`}
                data-palette-item=""
                data-job={item.job?.id}
                label={item.label}
              >
                <Picture item={item} />
                <span className="cut">
                  {pieces.map((piece, index) => (piece.hit ? <mark key={index}>{piece.text}</mark> : piece.text))}
                </span>
                <span className={styles['detail']}>
                  {item.keys === undefined ? item.detail : <Kbd>{item.keys}</Kbd>}
                </span>
              </Spotlight.Action>
            ))}
          </Spotlight.ActionsGroup>
        ))}
        {groups.size === 0 && <Spotlight.Empty>{texts.palette.nothing}</Spotlight.Empty>}
      </Spotlight.ActionsList>
      <div className={styles['foot']}>
        <span>
          <Kbd>{ARROWS}</Kbd> {texts.palette.choose}
        </span>
        <span>
          <Kbd>Enter</Kbd> {texts.palette.doIt}
        </span>
        <span>
          <Kbd>Tab</Kbd> {texts.palette.moreActions}
        </span>
      </div>
    </>
  );
}

/** The drawing of a row; its room is there also where it has none. */
function Picture({ item }: { readonly item: PaletteItem }) {
  if (item.glyph !== undefined) return <Glyph name={item.glyph} />;
  const { icon: Icon } = item;
  return (
    <span className={styles['icon']}>{Icon !== undefined && <Icon size={16} stroke={1.6} aria-hidden="true" />}</span>
  );
}

function splitByGroup(items: readonly PaletteItem[]): PaletteItem[][] {
  const groups = new Map<string, PaletteItem[]>();
  for (const item of items) groups.set(item.group, [...(groups.get(item.group) ?? []), item]);
  return [...groups.values()];
}
