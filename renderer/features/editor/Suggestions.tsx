import { Combobox } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import {
  IconBolt,
  IconClock,
  IconFolder,
  IconFolderOpen,
  IconGitBranch,
  IconLockOpen,
  IconPlug,
  IconPower,
  IconRefresh,
  IconSunrise,
  IconUsb,
  IconWifi,
  IconZzz,
} from '@tabler/icons-react';
import { useDeferredValue } from 'react';
import { useAnswer } from '../../api/program.tsx';
import { useNow, useTimes } from '../../time/now.tsx';
import { useUsualWaking } from '../../time/useUsualSleep.ts';
import { texts } from '../../texts/texts.ts';
import styles from './editor.module.css';

/** Something that happens and can make a job due. */
export interface EventChoice {
  readonly id: string;
  readonly label: string;
  readonly icon: Icon;
  readonly trigger: Readonly<Record<string, unknown>>;
}

const words = texts.editor.events;

/** Every event, with the trigger that choosing it begins. The ids begin with a sign that no text for a time begins with. */
export const eventChoices: readonly EventChoice[] = [
  { id: '!resume', label: words.resume, icon: IconSunrise, trigger: { type: 'resume' } },
  { id: '!watch', label: words.watch, icon: IconFolder, trigger: { type: 'watch', paths: [] } },
  { id: '!queue', label: words.queue, icon: IconFolderOpen, trigger: { type: 'queue', directory: '' } },
  { id: '!after', label: words.after, icon: IconGitBranch, trigger: { type: 'after', job: '', on: 'success' } },
  { id: '!keepAlive', label: words.keepAlive, icon: IconRefresh, trigger: { type: 'keepAlive' } },
  { id: '!ac', label: words.ac, icon: IconPlug, trigger: { type: 'power', state: 'ac' } },
  { id: '!battery', label: words.battery, icon: IconBolt, trigger: { type: 'power', state: 'battery' } },
  { id: '!network', label: words.network, icon: IconWifi, trigger: { type: 'network' } },
  { id: '!start', label: words.start, icon: IconPower, trigger: { type: 'start' } },
  { id: '!idle', label: words.idle, icon: IconZzz, trigger: { type: 'idle', for: 'PT10M' } },
  { id: '!unlock', label: words.unlock, icon: IconLockOpen, trigger: { type: 'unlock' } },
  { id: '!mount', label: words.mount, icon: IconUsb, trigger: { type: 'mount' } },
];

/** Texts that are offered; what is typed narrows them. */
const offered: readonly string[] = [
  'every day at 09:00',
  'every weekday at 09:00',
  'every hour at :05',
  'every 5 minutes',
  'every 30 minutes',
  'every 2 hours',
  'every monday',
  'every monday at 10:30',
  'every month on day 1',
  'every tuesday at 10:30',
  'every wednesday at 10:30',
  'every thursday at 10:30',
  'every friday at 16:00',
  'every saturday at 10:30',
  'every sunday at 18:00',
  'every 2 days',
  'every week',
  '0 9 * * 1-5',
  '30 2 * * *',
  '*/15 9-17 * * 1-5',
  '0 12 1 * *',
  'Mon..Fri *-*-* 09:00',
  '*-*~01 20:00',
];

const TIMES = 4;
const EVENTS = 6;
/** Events that are offered where none is what is typed. */
const ANY_EVENTS = 4;

/** Texts that begin with what is typed, first; then those that contain it. */
export function offers(typed: string): readonly string[] {
  const wanted = typed.trim().toLowerCase();
  if (wanted === '') return offered.slice(0, TIMES);
  const begins = offered.filter((text) => text.toLowerCase().startsWith(wanted) && text !== wanted);
  const contains = offered.filter(
    (text) => !begins.includes(text) && text !== wanted && text.toLowerCase().includes(wanted),
  );
  return [...begins, ...contains].slice(0, TIMES);
}

/** What can be chosen while typing: times with their next due moment, and things that happen. */
export function Suggestions({ text, zone }: { readonly text: string; readonly zone: string | null }) {
  const typed = useDeferredValue(text);
  const times = offers(typed);
  const wanted = typed.trim().toLowerCase();
  const events = eventChoices
    .filter((choice) => wanted === '' || choice.label.toLowerCase().includes(wanted))
    .slice(0, EVENTS);
  const shown = events.length > 0 ? events : eventChoices.slice(0, times.length > 0 ? ANY_EVENTS : EVENTS);
  return (
    <>
      {times.length > 0 && (
        <Combobox.Group label={texts.editor.atATime}>
          {times.map((offer) => (
            <Combobox.Option key={offer} value={offer} className={styles['option'] ?? ''}>
              <IconClock size={14} stroke={1.6} aria-hidden="true" />
              <Typed text={offer} typed={wanted} />
              <NextOf text={offer} zone={zone} />
            </Combobox.Option>
          ))}
        </Combobox.Group>
      )}
      {shown.length > 0 && (
        <Combobox.Group label={texts.editor.whenSomething}>
          {shown.map(({ id, label, icon: Icon }) => (
            <Combobox.Option key={id} value={id} className={styles['option'] ?? ''}>
              <Icon size={14} stroke={1.6} aria-hidden="true" />
              <span className="cut">{label}</span>
              {id === '!resume' && <UsualWaking />}
            </Combobox.Option>
          ))}
        </Combobox.Group>
      )}
    </>
  );
}

function Typed({ text, typed }: { readonly text: string; readonly typed: string }) {
  const at = typed === '' ? -1 : text.toLowerCase().indexOf(typed);
  if (at < 0) return <span className="cut">{text}</span>;
  return (
    <span className="cut">
      {text.slice(0, at)}
      <b className="medium">{text.slice(at, at + typed.length)}</b>
      {text.slice(at + typed.length)}
    </span>
  );
}

function UsualWaking() {
  const waking = useUsualWaking();
  const times = useTimes();
  return waking === null ? null : <span className={styles['in']}>{texts.editor.usually(times.clock(waking))}</span>;
}

function NextOf({ text, zone }: { readonly text: string; readonly zone: string | null }) {
  const next = useAnswer('explainText', { text, zone, count: 1 }).value?.next[0];
  const times = useTimes();
  const now = useNow();
  return <span className={styles['in']}>{next === undefined ? '' : times.near(next, now)}</span>;
}
