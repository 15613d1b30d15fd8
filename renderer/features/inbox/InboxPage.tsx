import { Button, SegmentedControl } from '@mantine/core';
import type { KeyboardEvent } from 'react';
import { useEffect, useMemo, useState } from 'react';
import type { InboxEntry } from '../../../preload/contract.ts';
import { useAnswer, useApi } from '../../api/program.tsx';
import { Glyph } from '../../parts/Glyph.tsx';
import { Page } from '../../parts/Page.tsx';
import { Answered, Empty } from '../../parts/States.tsx';
import { goTo } from '../../shell/address.ts';
import { useWishes } from '../../shell/wishes.tsx';
import { useNow, useTimes } from '../../time/now.tsx';
import { texts } from '../../texts/texts.ts';
import { EntryDetail } from './EntryDetail.tsx';
import { glyphOfInbox } from './entryGlyph.ts';
import styles from './inbox.module.css';

const LIMIT = 200;

/** Incidents and notifications, newest first; an incident is one entry that changes. */
export function InboxPage({ chosen }: { readonly chosen: number | null }) {
  const known = useAnswer('listInbox', { before: null, limit: LIMIT });
  const api = useApi();
  const { granted } = useWishes();
  const [openOnly, setOpenOnly] = useState(false);
  const entries = known.value ?? [];
  const unread = entries.filter((entry) => !entry.read);
  const isOpen = (entry: InboxEntry): boolean => entry.incident !== null && entry.incident.closed === null;
  const open = entries.filter(isOpen).length;
  return (
    <Page
      title={texts.inbox.title}
      sub={texts.inbox.unread(unread.length)}
      actions={
        <>
          <SegmentedControl
            aria-label={texts.inbox.show}
            data={[
              { value: 'all', label: texts.inbox.all },
              { value: 'open', label: `${texts.inbox.open} ${open > 0 ? open : ''}`.trim() },
            ]}
            value={openOnly ? 'open' : 'all'}
            onChange={(value) => setOpenOnly(value === 'open')}
          />
          <Button
            disabled={unread.length === 0}
            onClick={() => void granted(api.markRead({ ids: unread.map((entry) => entry.id) }))}
          >
            {texts.inbox.markAll}
          </Button>
        </>
      }
    >
      <Answered known={known}>
        {(all) => <Entries entries={openOnly ? all.filter(isOpen) : all} openOnly={openOnly} chosen={chosen} />}
      </Answered>
    </Page>
  );
}

function Entries({
  entries,
  openOnly,
  chosen,
}: {
  readonly entries: readonly InboxEntry[];
  readonly openOnly: boolean;
  readonly chosen: number | null;
}) {
  const times = useTimes();
  const now = useNow();
  const api = useApi();
  const entry = entries.find((one) => one.id === chosen) ?? (chosen === null ? entries[0] : undefined);
  const asked = chosen !== null;
  const unreadId = asked && entry !== undefined && !entry.read ? entry.id : null;
  useEffect(() => {
    if (unreadId !== null) void api.markRead({ ids: [unreadId] }).catch(() => undefined);
  }, [api, unreadId]);
  const days = useMemo(() => {
    const groups = new Map<string, InboxEntry[]>();
    for (const one of entries) {
      const name = times.dayName(one.at, now);
      groups.set(name, [...(groups.get(name) ?? []), one]);
    }
    return [...groups];
  }, [entries, times, now]);
  if (entries.length === 0) return <Empty title={openOnly ? texts.inbox.noneOpen : texts.inbox.empty} />;
  const move = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const at = entries.findIndex((one) => one.id === entry?.id);
    const next = entries[Math.min(entries.length - 1, Math.max(0, at + step))];
    if (next !== undefined) goTo(`/inbox/${next.id}`, { replace: true });
  };
  return (
    <div className={styles['inbox']} data-chosen={asked || undefined}>
      <div
        className={styles['list']}
        role="listbox"
        tabIndex={0}
        aria-label={texts.inbox.entries}
        aria-activedescendant={entry === undefined ? undefined : `inbox-${entry.id}`}
        onKeyDown={move}
      >
        {days.map(([day, ones]) => (
          <div key={day} role="group" aria-label={day}>
            <div className={styles['day']} aria-hidden="true">
              {day}
            </div>
            {ones.map((one) => (
              <div
                key={one.id}
                id={`inbox-${one.id}`}
                role="option"
                aria-selected={one.id === entry?.id}
                className={styles['entry']}
                data-read={one.read || undefined}
                onClick={() => goTo(`/inbox/${one.id}`, { replace: asked })}
              >
                <Glyph name={glyphOfInbox(one)} />
                <b>
                  {one.title}
                  {!one.read && <span className="unseen">, {texts.inbox.isNew}</span>}
                </b>
                <span className="faint small">{times.clock(one.at)}</span>
                <p>{one.body}</p>
              </div>
            ))}
          </div>
        ))}
      </div>
      {entry === undefined ? <Empty title={texts.inbox.choose} /> : <EntryDetail entry={entry} />}
    </div>
  );
}
