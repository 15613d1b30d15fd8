import { IconTimeline } from '@tabler/icons-react';
import { useEffect, useMemo, useState } from 'react';
import type { SpokenContext, SpokenTime } from '../../main/core/spoken/spokenTime.ts';
import { splitSpokenTime } from '../../main/core/spoken/spokenTime.ts';
import type { Api, DueView, JobRow } from '../../preload/contract.ts';
import { useApi } from '../api/program.tsx';
import { glyphOf } from '../parts/Glyph.tsx';
import { texts } from '../texts/texts.ts';
import type { Times } from '../time/times.ts';
import { named } from './paletteCommands.ts';
import type { Matched } from './paletteItems.ts';

/** How many jobs are asked for a due moment. */
const JOBS = 3;
/** Due moments shown of a job on a day. */
const ON_DAY = 6;
/** Typing is let go on for this long before the program is asked, in milliseconds. */
const PAUSE = 80;
/** How far ahead coming due moments are looked through. */
const COMING = 200;

interface Found {
  readonly job: JobRow;
  readonly due: DueView;
}

/** What was asked for, understood: jobs and a time on either side of now. */
interface Asked {
  readonly jobs: readonly JobRow[];
  readonly times: readonly SpokenTime[];
}

/** Due moments that the text names: `ingest yesterday 20:05`. Their rows open their Why. */
export function usePaletteDues(
  query: string,
  jobs: readonly JobRow[] | undefined,
  context: { readonly spoken: SpokenContext; readonly times: Times; readonly go: (place: string) => void },
): readonly Matched[] {
  const api = useApi();
  const { spoken, times, go } = context;
  const asked = useMemo(() => readAsked(query, jobs ?? [], spoken), [query, jobs, spoken]);
  const [found, setFound] = useState<{ readonly of: Asked; readonly dues: readonly Found[] } | null>(null);
  useEffect(() => {
    if (asked === null || asked.jobs.length === 0) return undefined;
    let alive = true;
    const timer = setTimeout(() => {
      void find(api, asked, spoken.now).then((dues) => {
        if (alive) setFound({ of: asked, dues });
      });
    }, PAUSE);
    return () => {
      alive = false;
      clearTimeout(timer);
    };
  }, [api, asked, spoken.now]);
  return useMemo(() => {
    if (asked === null) return [];
    const [time] = asked.times;
    const dues = found?.of === asked ? found.dues : [];
    const rows = dues.map(({ job, due }): Matched => {
      const label = texts.palette.dueAt(job.name, times.nearWithin(due.due, spoken.now));
      return {
        item: {
          id: `due-${job.id}-${String(due.due)}`,
          group: texts.palette.dueMoments,
          label,
          detail: due.label,
          glyph: glyphOf(due.fate, due.outcome),
          job,
          run: () => go(`/jobs/${encodeURIComponent(job.id)}?due=${String(due.due)}`),
        },
        pieces: [{ text: label, hit: false }],
      };
    });
    if (time === undefined) return rows;
    const when =
      time.precision === 'day' ? times.dayName(time.from, spoken.now) : times.nearWithin(time.from, spoken.now);
    const label = texts.palette.timelineAt(when);
    const middle = time.precision === 'day' ? Math.round((time.from + time.to) / 2) : time.from;
    return [
      ...rows,
      {
        item: {
          id: 'timeline-at',
          group: texts.palette.dueMoments,
          label,
          icon: IconTimeline,
          run: () => go(`/timeline?zoom=day&at=${String(middle)}`),
        },
        pieces: [{ text: label, hit: false }],
      },
    ];
  }, [asked, found, go, spoken.now, times]);
}

/** Null where the text ends with no time, or is a command with one. */
function readAsked(query: string, jobs: readonly JobRow[], spoken: SpokenContext): Asked | null {
  if (/^\s*pause\b/i.test(query)) return null;
  const past = splitSpokenTime(query, { ...spoken, toward: 'past' });
  if (past === null) return null;
  const coming = splitSpokenTime(query, { ...spoken, toward: 'coming' });
  const other = coming !== null && coming.time.from !== past.time.from ? [coming.time] : [];
  const name = past.before.replace(/\b(?:due|run|runs|why|at|on)\b/gi, ' ').trim();
  return { jobs: name === '' ? [] : named(name, jobs, JOBS), times: [past.time, ...other] };
}

async function find(api: Api, { jobs, times }: Asked, now: number): Promise<readonly Found[]> {
  const found: Found[] = [];
  try {
    for (const time of times) {
      for (const job of jobs) {
        const dues = time.from > now ? await comingIn(api, job, time) : await pastIn(api, job, time);
        found.push(...dues.map((due) => ({ job, due })));
      }
    }
  } catch {
    // The line is lost: the rows come with the next letter.
  }
  return found;
}

/** Those of a day, newest first; of a minute the one that is meant, else the one before it. */
async function pastIn(api: Api, job: JobRow, time: SpokenTime): Promise<readonly DueView[]> {
  const limit = time.precision === 'day' ? ON_DAY : 1;
  const answer = await api.listDue({ job: job.id, before: time.to, limit, comingUp: 0 });
  if (!answer.ok) return [];
  return time.precision === 'day' ? answer.value.filter((due) => (due.last ?? due.due) >= time.from) : answer.value;
}

async function comingIn(api: Api, job: JobRow, time: SpokenTime): Promise<readonly DueView[]> {
  const answer = await api.listDue({ job: job.id, before: null, limit: 0, comingUp: COMING });
  if (!answer.ok) return [];
  const coming = [...answer.value].sort((a, b) => a.due - b.due).filter((due) => due.due >= time.from);
  return time.precision === 'day' ? coming.filter((due) => due.due < time.to).slice(0, ON_DAY) : coming.slice(0, 1);
}
