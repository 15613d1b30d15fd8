import { Button, Kbd, Menu, TextInput } from '@mantine/core';
import { IconArrowsSort, IconLayoutGrid, IconPlus, IconSearch } from '@tabler/icons-react';
import { useDeferredValue, useMemo, useRef, useState } from 'react';
import { Link } from 'wouter';
import type { JobRow } from '../../../preload/contract.ts';
import { useAnswer } from '../../api/program.tsx';
import { Page } from '../../parts/Page.tsx';
import { Answered, Empty } from '../../parts/States.tsx';
import { useQuery } from '../../shell/address.ts';
import { useShortcuts } from '../../shell/shortcuts.ts';
import { useTimes } from '../../time/now.tsx';
import { texts } from '../../texts/texts.ts';
import { FirstRun } from '../welcome/FirstRun.tsx';
import { BulkBar } from './BulkBar.tsx';
import { Choice } from './Choice.tsx';
import type { Grouping, Line, Sorting } from './filter.ts';
import { arrange, fits, nearestWord, readSearch, tagsOf } from './filter.ts';
import { JobsList } from './JobsList.tsx';
import styles from './jobs.module.css';

/** Tags shown as buttons; the rest is behind a menu. */
const TAGS = 6;

/** Keeps the order of the lines while the pointer is over them: nothing moves away under a click. */
function useCalm(lines: readonly Line[], hovered: boolean, shape: string): readonly Line[] {
  const last = useRef<{ readonly shape: string; readonly lines: readonly Line[] }>({ shape: '', lines: [] });
  return useMemo(() => {
    const before = last.current;
    const rows = new Map(lines.flatMap((line) => (line.kind === 'job' ? [[line.row.id, line.row] as const] : [])));
    const sameJobs =
      before.shape === shape &&
      before.lines.filter((line) => line.kind === 'job').length === rows.size &&
      before.lines.every((line) => line.kind === 'group' || rows.has(line.row.id));
    const next =
      hovered && sameJobs
        ? before.lines.map((line) =>
            line.kind === 'group' ? line : { ...line, row: rows.get(line.row.id) ?? line.row },
          )
        : lines;
    last.current = { shape, lines: next };
    return next;
  }, [lines, hovered, shape]);
}

/** Find one job, see the state of all. */
export function JobsPage() {
  const known = useAnswer('listJobs', {});
  if (known.value?.length === 0) return <FirstRun />;
  return <Answered known={known}>{(rows) => <Jobs rows={rows} />}</Answered>;
}

function Jobs({ rows }: { readonly rows: readonly JobRow[] }) {
  const query = useQuery();
  const times = useTimes();
  const [text, setText] = useState(query.get('q') ?? '');
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const [selection, setSelection] = useState<ReadonlySet<string>>(new Set());
  const [hovered, setHovered] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const tag = query.get('tag');
  const state = query.get('state');
  const grouping = (query.get('by') ?? 'state') as Grouping;
  const sorting = (query.get('sort') ?? 'next') as Sorting;
  const typed = useDeferredValue(text);

  const lines = useMemo(() => {
    const search = readSearch(typed);
    const found = rows.filter(
      (row) => fits(row, search) && (tag === null || row.tags.includes(tag)) && (state === null || row.state === state),
    );
    return arrange(found, grouping, sorting, folded);
  }, [rows, typed, tag, state, grouping, sorting, folded]);
  const calm = useCalm(lines, hovered, `${typed} ${tag} ${state} ${grouping} ${sorting} ${[...folded].join()}`);

  const type = (next: string): void => {
    setText(next);
    query.set({ q: next });
  };
  useShortcuts({ '/': () => field.current?.focus() });

  const toggleFold = (group: string): void => {
    const next = new Set(folded);
    if (!next.delete(group)) next.add(group);
    setFolded(next);
  };

  const tools = (
    <div className={styles['tools']}>
      <TextInput
        ref={field}
        className={styles['search'] ?? ''}
        aria-label={texts.jobs.search}
        placeholder={texts.jobs.search}
        leftSection={<IconSearch size={14} stroke={1.6} />}
        rightSection={<Kbd>/</Kbd>}
        value={text}
        onChange={(event) => type(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || text === '') return;
          event.stopPropagation();
          event.preventDefault();
          type('');
        }}
      />
      <TagButtons
        rows={rows}
        tag={tag}
        narrowed={state !== null}
        onTag={(next) => query.set({ tag: next, state: null })}
      />
      <span className="grow" />
      <Choice
        label={texts.jobs.group}
        chosen={grouping}
        icon={<IconLayoutGrid size={14} stroke={1.6} />}
        choices={texts.jobs.groupBy}
        onChoose={(by) => query.set({ by })}
      />
      <Choice
        label={texts.jobs.sort}
        chosen={sorting}
        icon={<IconArrowsSort size={14} stroke={1.6} />}
        choices={texts.jobs.sortBy}
        always
        onChoose={(sort) => query.set({ sort })}
      />
    </div>
  );
  const near = lines.length === 0 ? nearestWord(rows, typed) : null;
  return (
    <Page
      title={texts.jobs.title}
      sub={times.number(rows.length)}
      tools={tools}
      actions={
        <Button variant="filled" component={Link} href="/new" leftSection={<IconPlus size={14} stroke={1.6} />}>
          {texts.shell.newJob}
        </Button>
      }
      footer={selection.size > 0 && <BulkBar rows={rows} selection={selection} onSelection={setSelection} />}
    >
      {lines.length === 0 ? (
        <Empty title={texts.jobs.noMatch(typed || tag || state || '')}>
          {near !== null && (
            <p>
              {texts.jobs.didYouMean}{' '}
              <Button variant="transparent" size="sm" onClick={() => type(near)}>
                {near}
              </Button>
            </p>
          )}
          <Button
            size="sm"
            onClick={() => {
              setText('');
              query.set({ q: null, tag: null, state: null });
            }}
          >
            {texts.jobs.clearSearch}
          </Button>
        </Empty>
      ) : (
        <div className={styles['page']}>
          <JobsList
            lines={calm}
            folded={folded}
            onFold={toggleFold}
            selection={selection}
            onSelection={setSelection}
            onHover={setHovered}
          />
        </div>
      )}
    </Page>
  );
}

function TagButtons({
  rows,
  tag,
  narrowed,
  onTag,
}: {
  readonly rows: readonly JobRow[];
  readonly tag: string | null;
  /** By something else than a tag: then "All" is not what is shown. */
  readonly narrowed: boolean;
  readonly onTag: (tag: string | null) => void;
}) {
  const tags = useMemo(() => tagsOf(rows), [rows]);
  if (tags.length === 0) return null;
  const shown = tags.slice(0, TAGS);
  const hidden = tags.slice(TAGS);
  return (
    <div className={styles['tags']} role="group" aria-label={texts.jobs.tags}>
      {[null, ...shown].map((name) => (
        <Button
          key={name ?? ''}
          size="sm"
          variant={name === tag && !narrowed ? 'default' : 'subtle'}
          aria-pressed={name === tag && !narrowed}
          title={name ?? undefined}
          onClick={() => onTag(name)}
        >
          {name ?? texts.jobs.all}
        </Button>
      ))}
      {hidden.length > 0 && (
        <Menu>
          <Menu.Target>
            <Button size="sm" variant={tag !== null && hidden.includes(tag) ? 'default' : 'subtle'}>
              {tag !== null && hidden.includes(tag) ? tag : texts.jobs.moreTags(hidden.length)}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {hidden.map((name) => (
              <Menu.Item key={name} onClick={() => onTag(name)}>
                {name}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </div>
  );
}
