import type { Icon } from '@tabler/icons-react';
import { IconPlayerPause, IconPlayerPlay, IconPlus, IconSettings, IconTimeline } from '@tabler/icons-react';
import type { AppState, JobRow } from '../../preload/contract.ts';
import type { GlyphName } from '../parts/Glyph.tsx';
import { texts } from '../texts/texts.ts';
import type { Piece } from './match.ts';
import { fit } from './match.ts';

/** Something that can be chosen in the palette. */
export interface PaletteItem {
  readonly id: string;
  readonly group: string;
  readonly label: string;
  readonly detail?: string;
  readonly keys?: string;
  readonly glyph?: GlyphName;
  readonly icon?: Icon;
  /** The job it is about: Tab shows what can be done with it. */
  readonly job?: JobRow;
  /** Also searched, letter by letter in order: tags, command. */
  readonly also?: string;
  /** Choosing it writes this into the box instead of doing something: more is to be said. */
  readonly fill?: string;
  /** Only to be read. */
  readonly isNote?: boolean;
  readonly run: () => void;
}

export interface Matched {
  readonly item: PaletteItem;
  readonly pieces: readonly Piece[];
}

/** What a row of the palette can do. */
export interface PaletteActions {
  readonly go: (place: string) => void;
  readonly runNow: (job: string, name: string) => void;
  readonly skipNext: (job: string) => void;
  readonly pause: (job: string | null, until: number | null) => void;
  readonly unpause: (job: string | null) => void;
  readonly stop: (run: string) => void;
  readonly setEnabled: (job: string, enabled: boolean) => void;
}

/** How many of each group are shown. */
const SHOWN = 6;

/** Commands and pages. */
export function generalItems(
  state: AppState | undefined,
  pages: readonly { readonly path: string; readonly label: string; readonly icon: Icon }[],
  act: PaletteActions,
): PaletteItem[] {
  const commands = texts.palette.commands;
  const goTo = texts.palette.goTo;
  return [
    { id: 'new', group: commands, label: texts.shell.newJob, keys: 'N', icon: IconPlus, run: () => act.go('/new') },
    state?.paused
      ? {
          id: 'unpause',
          group: commands,
          label: texts.palette.unpauseEverything,
          icon: IconPlayerPlay,
          run: () => act.unpause(null),
        }
      : {
          id: 'pause',
          group: commands,
          label: texts.palette.pauseEverything,
          keys: 'Shift P',
          icon: IconPlayerPause,
          fill: 'pause everything until ',
          run: () => undefined,
        },
    {
      id: 'pause-job',
      group: commands,
      label: texts.palette.pauseAJob,
      keys: 'P',
      icon: IconPlayerPause,
      fill: 'pause ',
      run: () => undefined,
    },
    ...pages.map((page) => ({
      id: page.path,
      group: goTo,
      label: page.label,
      icon: page.icon,
      run: () => act.go(page.path),
    })),
    ...(['Day', 'Week', 'Month'] as const).map((zoom) => ({
      id: `timeline-${zoom}`,
      group: goTo,
      label: texts.palette[`showTimeline${zoom}`],
      icon: IconTimeline,
      run: () => act.go(`/timeline?zoom=${zoom.toLowerCase()}`),
    })),
    ...texts.settings.sections.map((section) => ({
      id: `settings-${section.id}`,
      group: texts.palette.settings,
      label: `${texts.shell.settings}: ${section.label}`,
      icon: IconSettings,
      run: () => act.go(`/settings/${section.id}`),
    })),
  ];
}

/** What can be done with one job. */
export function jobItems(job: JobRow, act: PaletteActions): PaletteItem[] {
  const place = `/jobs/${encodeURIComponent(job.id)}`;
  const item = (id: string, label: string, run: () => void): PaletteItem => ({ id, group: job.name, label, run });
  return [
    item('open', texts.palette.openJob(job.name), () => act.go(place)),
    item('run', texts.palette.runJob(job.name), () => act.runNow(job.id, job.name)),
    item('edit', texts.palette.editJob(job.name), () => act.go(`${place}/edit`)),
    item('skip', texts.palette.skipJob(job.name), () => act.skipNext(job.id)),
    job.paused === null
      ? {
          ...item('pause', texts.palette.pauseJobUntilWhen(job.name), () => undefined),
          fill: `pause ${job.name} until `,
        }
      : item('unpause', texts.palette.unpauseJob(job.name), () => act.unpause(job.id)),
  ];
}

/** What is not shown matches by whole stretches only, and comes last. */
function fitAlso(query: string, { also, label }: PaletteItem): ReturnType<typeof fit> {
  const wanted = query.trim().toLowerCase();
  if (also === undefined || wanted === '' || !also.toLowerCase().includes(wanted)) return null;
  return { score: 1, pieces: [{ text: label, hit: false }] };
}

/** What fits the query, best first within each group; groups in the order they are given. */
export function matching(items: readonly PaletteItem[], query: string): ReadonlyMap<string, readonly Matched[]> {
  const groups = new Map<string, { readonly matched: Matched; readonly score: number }[]>();
  for (const item of items) {
    const found = fit(query, item.label) ?? fitAlso(query, item);
    if (found === null) continue;
    const group = groups.get(item.group) ?? [];
    group.push({ matched: { item, pieces: found.pieces }, score: found.score });
    groups.set(item.group, group);
  }
  const result = new Map<string, readonly Matched[]>();
  for (const [name, group] of groups) {
    group.sort((a, b) => b.score - a.score);
    result.set(
      name,
      group.slice(0, SHOWN).map(({ matched }) => matched),
    );
  }
  return result;
}
