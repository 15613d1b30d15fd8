import type { AppState, JobRow } from '../../preload/contract.ts';
import { dayAt, whenShown } from '../core/rules/wallTime.ts';
import { epochDay, startOfDay, wallClock, weekdayOf } from '../core/time/civil.ts';
import { instant } from '../core/time/instant.ts';
import type { QuitRule } from '../engine/ports.ts';
import { zoneNamed } from '../engine/zones.ts';
import { quitLabel } from './quitQuestion.ts';

/** What a click in the tray's menu asks for. */
export type TrayAction =
  | { readonly kind: 'runNow'; readonly job: string }
  | { readonly kind: 'stop'; readonly run: string }
  | { readonly kind: 'pause'; readonly until: number | null }
  | { readonly kind: 'unpause' }
  | { readonly kind: 'open'; readonly path: string }
  | { readonly kind: 'quit' };

export type TrayItem =
  | { readonly kind: 'heading'; readonly label: string }
  | { readonly kind: 'action'; readonly label: string; readonly action: TrayAction }
  | { readonly kind: 'submenu'; readonly label: string; readonly items: readonly TrayItem[] }
  | { readonly kind: 'separator' };

/** The tray icon's sign, in the order of precedence of ui.md §13. */
export type TraySign = 'attention' | 'paused' | 'running' | 'idle';

export interface TrayFacts {
  readonly state: AppState;
  readonly jobs: readonly JobRow[];
  /** For times: the computer's own, as a person reads them. Undefined: the system's default. */
  readonly locale: string | undefined;
  /** What Quit does with what runs. */
  readonly onQuit: QuitRule | 'ask';
}

const nextShown = 3;
const runNowShown = 8;
const hour = 3_600_000;

/** The sign of the icon: attention before paused before running (ui.md §13). */
export function traySign({ openIncidents, paused, running, problems }: AppState): TraySign {
  if (openIncidents > 0 || problems.length > 0) return 'attention';
  if (paused !== null) return 'paused';
  return running.length > 0 ? 'running' : 'idle';
}

/** "Wakeful: 2 running, 1 failing. Next 09:45." */
export function trayTooltip({ state, locale }: TrayFacts): string {
  const facts = [
    ...(state.running.length > 0 ? [`${String(state.running.length)} running`] : []),
    ...(state.openIncidents > 0 ? [`${String(state.openIncidents)} failing`] : []),
    ...(state.paused ? ['paused'] : []),
  ];
  const now = facts.length > 0 ? facts.join(', ') : 'nothing running';
  return `Wakeful: ${now}.${state.next ? ` Next ${timeText(state.next.at, state, locale)}.` : ''}`;
}

/** The menu of the tray (ui.md §13): groups that are empty are absent, times are absolute because an open menu does not count down. */
export function trayMenu(facts: TrayFacts): readonly TrayItem[] {
  const groups = [nextGroup(facts), runningGroup(facts), failingGroup(facts), wishesGroup(facts), appGroup(facts)];
  return groups
    .filter((group) => group.length > 0)
    .flatMap((group, index) => (index === 0 ? group : [{ kind: 'separator' } as const, ...group]));
}

function nextGroup({ state, jobs, locale }: TrayFacts): TrayItem[] {
  const coming = jobs
    .flatMap(({ id, name, next }) => (next ? [{ id, name, at: next.at, estimated: next.estimated }] : []))
    .sort((a, b) => a.at - b.at)
    .slice(0, nextShown);
  if (coming.length === 0) return [];
  return [
    { kind: 'heading', label: 'Next' },
    ...coming.map(({ id, name, at, estimated }): TrayItem => ({
      kind: 'action',
      label: `${estimated ? '≈ ' : ''}${timeText(at, state, locale)}  ${name}`,
      action: { kind: 'open', path: `/jobs/${id}` },
    })),
  ];
}

function runningGroup({ state, locale }: TrayFacts): TrayItem[] {
  if (state.running.length === 0) return [];
  return [
    { kind: 'heading', label: 'Running' },
    ...state.running.map(({ run, name, started }): TrayItem => ({
      kind: 'action',
      label: `Stop ${name}, since ${timeText(started, state, locale)}`,
      action: { kind: 'stop', run },
    })),
  ];
}

function failingGroup({ jobs }: TrayFacts): TrayItem[] {
  return jobs
    .filter(({ incident }) => incident !== null)
    .map(({ id, name }) => ({
      kind: 'action',
      label: `Failing: ${name}…`,
      action: { kind: 'open', path: `/jobs/${id}` },
    }));
}

function wishesGroup({ state, jobs, locale }: TrayFacts): TrayItem[] {
  const runnable = jobs.filter(({ problem }) => problem === null);
  const mostUsed = [...runnable].sort((a, b) => lastStart(b) - lastStart(a)).slice(0, runNowShown);
  const runNow: TrayItem[] = mostUsed.map(({ id, name }) => ({
    kind: 'action',
    label: name,
    action: { kind: 'runNow', job: id },
  }));
  if (runnable.length > mostUsed.length) {
    runNow.push({ kind: 'separator' }, { kind: 'action', label: 'All jobs…', action: { kind: 'open', path: '/jobs' } });
  }
  return [
    ...(runNow.length > 0 ? [{ kind: 'submenu', label: 'Run now', items: runNow } as const] : []),
    ...(state.paused
      ? [
          {
            kind: 'action',
            label:
              state.paused.until === null
                ? 'Unpause'
                : `Unpause, paused until ${momentText(state.paused.until, state, locale)}`,
            action: { kind: 'unpause' },
          } as const,
        ]
      : jobs.length > 0
        ? [{ kind: 'submenu', label: 'Pause everything', items: pauseItems(state, locale) } as const]
        : []),
  ];
}

function pauseItems(state: AppState, locale: string | undefined): TrayItem[] {
  const until = (at: number, label: string): TrayItem => ({
    kind: 'action',
    label,
    action: { kind: 'pause', until: at },
  });
  const inOneHour = state.now + hour;
  const today = [13, 18].map((clock) => atLocal(state, 0, clock)).filter((at) => at > state.now + 5 * 60_000);
  const tomorrow = atLocal(state, 1, 8);
  const monday = atLocal(state, daysToMonday(state), 8);
  return [
    until(inOneHour, `For 1 hour, until ${timeText(inOneHour, state, locale)}`),
    ...today.map((at) => until(at, `Until ${timeText(at, state, locale)}`)),
    until(tomorrow, `Until tomorrow, ${timeText(tomorrow, state, locale)}`),
    ...(monday > tomorrow ? [until(monday, `Until ${momentText(monday, state, locale)}`)] : []),
    { kind: 'separator' },
    { kind: 'action', label: 'Until I say so', action: { kind: 'pause', until: null } },
  ];
}

function appGroup({ state: { running }, onQuit }: TrayFacts): TrayItem[] {
  return [
    { kind: 'action', label: 'Open Wakeful', action: { kind: 'open', path: '/today' } },
    { kind: 'action', label: quitLabel(onQuit, running.length), action: { kind: 'quit' } },
  ];
}

const lastStart = ({ lastRun }: JobRow): number => lastRun?.started ?? 0;

function timeText(at: number, { zone, now }: AppState, locale: string | undefined): string {
  const day = (moment: number) => new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(moment);
  if (at > now && day(at) !== day(now) && at - now > 12 * hour) return momentText(at, { zone }, locale);
  return new Intl.DateTimeFormat(locale, { timeZone: zone, hour: '2-digit', minute: '2-digit' }).format(at);
}

function momentText(at: number, { zone }: Pick<AppState, 'zone'>, locale: string | undefined): string {
  const format = {
    timeZone: zone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  } as const;
  return new Intl.DateTimeFormat(locale, format).format(at);
}

/** The instant at which the computer's clock shows a full hour, some days from today. */
function atLocal({ now, zone }: AppState, daysAhead: number, clock: number): number {
  const here = zoneNamed(zone);
  const today = dayAt(instant(now), here);
  return whenShown(wallClock(startOfDay(epochDay(today + daysAhead)) + clock * hour), here);
}

function daysToMonday({ now, zone }: AppState): number {
  return (8 - weekdayOf(dayAt(instant(now), zoneNamed(zone)))) % 7 || 7;
}
