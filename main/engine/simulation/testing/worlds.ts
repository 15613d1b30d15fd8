/** Random jobs and random lives of a computer, as the two files that `simulate` reads. */
import * as fc from 'fast-check';
import type { RawTimeline } from './truth.ts';
import { AFTER_MINUTE, drawnEpisode, eventsOf } from './worlds/episodes.ts';
import { drawnJob, drawnSequence } from './worlds/jobs.ts';
import { durationText, MINUTE, NAMES, type Document } from './worlds/names.ts';

/** A world: what `simulate` reads. */
export interface RandomWorld {
  readonly jobs: readonly Document[];
  readonly settings: Document;
  readonly sequences: readonly Document[];
  readonly timeline: RawTimeline;
  readonly behaviours: readonly Document[];
}

const PLACES = [
  ['2026-01-05T00:00:00Z', 'Europe/Berlin'],
  ['2026-03-27T12:00:00Z', 'Europe/Berlin'],
  ['2026-10-23T22:00:00Z', 'Europe/Berlin'],
  ['2026-03-06T05:00:00Z', 'America/New_York'],
  ['2026-04-03T09:00:00Z', 'Australia/Lord_Howe'],
  ['2026-06-30T20:00:00Z', 'UTC'],
] as const;

/** Worlds of one to four jobs and up to nine episodes; `steady` ones have no steps of the clock, so that more can be checked. */
export const randomWorld: fc.Arbitrary<RandomWorld> = fc
  .tuple(fc.constantFrom(...PLACES), fc.integer({ min: 1, max: 4 }), fc.boolean())
  .chain(([[start, zone], jobs, steady]) =>
    fc
      .record({
        jobs: fc.tuple(...NAMES.slice(0, jobs).map((_, index) => drawnJob(index, Date.parse(start)))),
        episodes: fc.array(drawnEpisode(jobs), { maxLength: 9 }),
        tail: fc.integer({ min: 2, max: 600 }),
        catchUpAtOnce: fc.integer({ min: 1, max: 3 }),
        onQuit: fc.constantFrom('stop', 'leave'),
        sequence: drawnSequence(jobs),
      })
      .map((drawn): RandomWorld => {
        const kept = steady
          ? drawn.episodes.map((episode) => ({
              ...episode,
              begin: episode.begin?.event === 'clock' ? null : episode.begin,
              inside: episode.inside?.event === 'clock' ? null : episode.inside,
            }))
          : drawn.episodes;
        const events = eventsOf(kept);
        const last = events[events.length - 1]?.t ?? 0;
        return {
          jobs: drawn.jobs.map(({ document }) => document),
          behaviours: drawn.jobs.map(({ behaviour }) => behaviour),
          settings: { catchUpAtOnce: drawn.catchUpAtOnce, onQuit: drawn.onQuit },
          sequences: [drawn.sequence],
          timeline: {
            start: Date.parse(start),
            zone,
            end: last - AFTER_MINUTE * Math.sign(last) + drawn.tail * MINUTE,
            events,
          },
        };
      }),
  );

/** The two files of a world. */
export function filesOf(world: RandomWorld): { jobs: Document; timeline: string } {
  const { start, zone, end, events } = world.timeline;
  const lines = [
    { start: new Date(start).toISOString(), zone, end: durationText(end) },
    ...world.behaviours,
    ...events.map(({ t, ...rest }) => ({
      t: durationText(t),
      ...rest,
      ...(typeof rest['by'] === 'number' ? { by: durationText(rest['by']) } : {}),
    })),
  ];
  return {
    jobs: { jobs: world.jobs, sequences: world.sequences, settings: world.settings },
    timeline: lines.map((line) => JSON.stringify(line)).join('\n'),
  };
}
