import type { SpokenContext, SpokenTime } from '../../main/core/spoken/spokenTime.ts';
import { clockOnDay, readSpokenTime, splitSpokenTime } from '../../main/core/spoken/spokenTime.ts';
import type { Icon } from '@tabler/icons-react';
import { IconPlayerPause } from '@tabler/icons-react';
import { glyphOfJob } from '../features/jobs/jobWords.ts';
import type { JobRow } from '../../preload/contract.ts';
import { texts } from '../texts/texts.ts';
import type { Times } from '../time/times.ts';
import { relativeText } from '../time/times.ts';
import { fit } from './match.ts';
import type { Matched, PaletteActions, PaletteItem } from './paletteItems.ts';

/** How many jobs a command is offered for. */
const SHOWN = 5;
/** A pause until a day ends in its morning, as in every menu. */
const MORNING = 8;

const PAUSE: Icon = IconPlayerPause;

const COMMAND = /^\s*(pause|unpause|run|skip|stop|edit|open|enable|disable)\s+(.*)$/i;
const EVERYTHING = /^(?:everything|every job|all(?: jobs)?)$/i;
/** What is left where a time was begun and not ended: `pause mail until mon`. */
const UNFINISHED = /^(.*?)\s*\b((?:until|till|til|for|at)\b.*)$/i;

/** What commands need to know. */
export interface CommandContext {
  readonly jobs: readonly JobRow[];
  readonly times: Times;
  readonly spoken: SpokenContext;
  readonly act: PaletteActions;
}

/**
 * Commands as they are said: `pause mail until monday 8`, `run backup`, `skip report`. Every one says what was understood, with the job's own
 * name and the time as it would be. Empty where the text is none.
 */
export function spokenCommands(query: string, context: CommandContext): readonly Matched[] {
  const found = COMMAND.exec(query);
  if (found === null) return [];
  const verb = (found[1] ?? '').toLowerCase();
  const rest = (found[2] ?? '').trim();
  return verb === 'pause' ? pauses(rest, context) : plain(verb, rest, context);
}

function plain(verb: string, name: string, { jobs, act }: CommandContext): readonly Matched[] {
  const words = texts.palette;
  if (verb === 'unpause' && (name === '' || EVERYTHING.test(name))) {
    return [command('unpause-everything', words.unpauseEverything, () => act.unpause(null))];
  }
  const offers: Readonly<Record<string, (job: JobRow) => PaletteItem | null>> = {
    run: (job) => item(job, words.runJob(job.name), () => act.runNow(job.id, job.name)),
    skip: (job) => (job.next === null ? null : item(job, words.skipJob(job.name), () => act.skipNext(job.id))),
    stop: (job) => {
      const [run] = job.running;
      return run === undefined ? null : item(job, words.stopJob(job.name), () => act.stop(run.run));
    },
    unpause: (job) => (job.paused === null ? null : item(job, words.unpauseJob(job.name), () => act.unpause(job.id))),
    edit: (job) => item(job, words.editJob(job.name), () => act.go(`${placeOfJob(job)}/edit`)),
    open: (job) => item(job, words.openJob(job.name), () => act.go(placeOfJob(job))),
    enable: (job) => (job.enabled ? null : item(job, words.enableJob(job.name), () => act.setEnabled(job.id, true))),
    disable: (job) => (job.enabled ? item(job, words.disableJob(job.name), () => act.setEnabled(job.id, false)) : null),
  };
  return named(name, jobs).flatMap((job) => {
    const offered = offers[verb]?.(job) ?? null;
    return offered === null ? [] : [{ item: offered, pieces: piecesOf(offered.label, name) }];
  });

  function item(job: JobRow, label: string, run: () => void): PaletteItem {
    return { id: `${verb}-${job.id}`, group: texts.palette.commands, label, glyph: glyphOfJob(job), job, run };
  }
}

function pauses(rest: string, context: CommandContext): readonly Matched[] {
  const { act, spoken, times, jobs } = context;
  const words = texts.palette;
  const split = splitSpokenTime(rest, spoken);
  if (split === null) return withoutTime(rest, context);
  const until = endOf(split.time, spoken);
  const { before: name } = split;
  if (until <= spoken.now) return [note('past', words.isPast(times.full(until)))];
  const when = times.nearWithin(until, spoken.now);
  const detail = relativeText(until, spoken.now);
  const matched: Matched[] = [];
  if (name === '' || EVERYTHING.test(name)) {
    const label = words.pauseEverythingUntil(when);
    matched.push(command('pause-everything-until', label, () => act.pause(null, until), detail));
  }
  if (name !== '') {
    for (const job of named(name, jobs)) {
      const label = words.pauseJobUntil(job.name, when);
      const item: PaletteItem = {
        id: `pause-until-${job.id}`,
        group: words.commands,
        label,
        detail,
        icon: PAUSE,
        job,
        run: () => act.pause(job.id, until),
      };
      matched.push({ item, pieces: piecesOf(label, name) });
    }
  }
  return matched;
}

/** `pause mail`, or with words after it that are no time (yet). */
function withoutTime(rest: string, { jobs, spoken, act }: CommandContext): readonly Matched[] {
  const words = texts.palette;
  const unfinished = UNFINISHED.exec(rest);
  if (unfinished !== null) {
    const [, name = '', said = ''] = unfinished;
    const time = said.replace(/^\S+\s*/, '');
    const read = readSpokenTime(said, spoken);
    const known = name === '' || EVERYTHING.test(name) || named(name, jobs).length > 0;
    if (!read.ok && known) return [note('when', time === '' ? words.sayWhen : read.error.message)];
  }
  const everything = rest === '' || EVERYTHING.test(rest);
  const filling = everything
    ? [command('pause-everything-fill', words.pauseEverything, () => undefined, undefined, 'pause everything until ')]
    : [];
  const jobsToo = EVERYTHING.test(rest) ? [] : named(rest, jobs).filter((job) => job.paused === null);
  return [
    ...filling,
    ...jobsToo.flatMap((job) => [
      {
        item: {
          id: `pause-fill-${job.id}`,
          group: words.commands,
          label: words.pauseJobUntilWhen(job.name),
          icon: PAUSE,
          job,
          fill: `pause ${job.name} until `,
          run: () => undefined,
        },
        pieces: piecesOf(words.pauseJobUntilWhen(job.name), rest),
      },
    ]),
    ...(everything ? [command('pause-everything', words.pauseEverythingOpen, () => act.pause(null, null))] : []),
    ...jobsToo.slice(0, 1).map((job) => ({
      item: {
        id: `pause-${job.id}`,
        group: words.commands,
        label: words.pauseJob(job.name),
        icon: PAUSE,
        job,
        run: () => act.pause(job.id, null),
      },
      pieces: piecesOf(words.pauseJob(job.name), rest),
    })),
  ];
}

/** When a pause until that time ends. */
function endOf(time: SpokenTime, { zone }: SpokenContext): number {
  return time.precision === 'day' ? clockOnDay(time, MORNING, zone) : time.from;
}

/** The jobs that a name may mean, the likeliest first. */
export function named(name: string, jobs: readonly JobRow[], most = SHOWN): readonly JobRow[] {
  const found = jobs.flatMap((job) => {
    const score = Math.max(fit(name, job.name)?.score ?? -1, fit(name, job.id)?.score ?? -1);
    return score < 0 ? [] : [{ job, score }];
  });
  return found
    .sort((a, b) => b.score - a.score)
    .slice(0, most)
    .map(({ job }) => job);
}

const placeOfJob = (job: JobRow): string => `/jobs/${encodeURIComponent(job.id)}`;

const piecesOf = (label: string, hit: string): Matched['pieces'] => {
  const at = hit === '' ? -1 : label.toLowerCase().indexOf(hit.toLowerCase());
  if (at < 0) return [{ text: label, hit: false }];
  const end = at + hit.length;
  return [
    { text: label.slice(0, at), hit: false },
    { text: label.slice(at, end), hit: true },
    { text: label.slice(end), hit: false },
  ];
};

function command(id: string, label: string, run: () => void, detail?: string, fill?: string): Matched {
  return {
    item: {
      id,
      group: texts.palette.commands,
      label,
      icon: PAUSE,
      run,
      ...(detail === undefined ? {} : { detail }),
      ...(fill === undefined ? {} : { fill }),
    },
    pieces: [{ text: label, hit: false }],
  };
}

/** Something to read that does nothing. */
function note(id: string, label: string): Matched {
  return {
    item: { id: `note-${id}`, group: texts.palette.commands, label, isNote: true, run: () => undefined },
    pieces: [{ text: label, hit: false }],
  };
}
