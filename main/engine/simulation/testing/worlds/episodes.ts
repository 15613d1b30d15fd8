/** Random things that happen to a computer. */
import * as fc from 'fast-check';
import type { RawEvent } from '../truth.ts';
import { FILES, HOUR, MINUTE, NAMES, SECOND, SEQUENCE } from './names.ts';

/** Events happen this long after a full minute, so that what is noticed within 30 s is noticed before the next due moment. */
export const AFTER_MINUTE = 10 * SECOND;

const ZONES = ['America/New_York', 'Asia/Tokyo', 'Europe/Berlin', 'UTC', 'Pacific/Auckland'] as const;
const WISHES = ['runNow', 'runNow', 'pause', 'unpause', 'skipNext', 'stop', 'dismiss', 'disable', 'enable'] as const;

/** Something that happens to the computer, with minutes in it: the gap before, and how long it lasts. */
export interface Episode {
  readonly gap: number;
  readonly lasts: number;
  readonly begin: Omit<RawEvent, 't'> | null;
  readonly inside: Omit<RawEvent, 't'> | null;
  readonly end: Omit<RawEvent, 't'> | null;
}

export function drawnEpisode(jobs: number): fc.Arbitrary<Episode> {
  const minutes = (most: number): fc.Arbitrary<number> => fc.integer({ min: 2, max: most });
  const job = fc.nat({ max: jobs - 1 }).map((index) => NAMES[index] ?? 'a');
  const file = fc
    .tuple(fc.constantFrom(...FILES), fc.constantFrom(false, false, true))
    .map(([path, removed]) => ({ event: 'file', path, removed }));
  const happening = fc.oneof(
    file,
    file,
    fc.boolean().map((up) => ({ event: 'network', up })),
    fc.constantFrom('ac', 'battery').map((state) => ({ event: 'power', state })),
    fc.constant({ event: 'unlock' }),
    fc.constant({ event: 'input' }),
    fc.constant({ event: 'mount', path: '/media/x' }),
  );
  const change = fc.oneof(
    fc
      .constantFrom(
        -MINUTE,
        -5 * MINUTE,
        -HOUR,
        -2 * HOUR,
        -5 * HOUR,
        -26 * HOUR,
        3 * MINUTE,
        HOUR,
        9 * HOUR,
        30 * HOUR,
      )
      .map((by) => ({ event: 'clock', by })),
    fc.constantFrom(...ZONES).map((zone) => ({ event: 'zone', zone })),
    fc.boolean().map((up) => ({ event: 'network', up })),
    fc.constantFrom('ac', 'battery').map((state) => ({ event: 'power', state })),
    file,
  );
  const away = fc.oneof(
    fc.boolean().map((silent) => [{ event: 'suspend' }, { event: 'resume', silent }] as const),
    fc.constant([{ event: 'suspend' }, { event: 'resume' }] as const),
    fc.constant([{ event: 'powerOff' }, { event: 'powerOn' }] as const),
    fc.constantFrom('quit', 'crash').map((how) => [{ event: how }, { event: 'launch' }] as const),
  );
  const wish = fc.tuple(fc.constantFrom(...WISHES), job).map(([event, name]) => ({
    event,
    job: name,
  }));
  const sequence = fc.constantFrom('startSequence', 'startSequence', 'cancelSequence').map((event) => ({
    event,
    sequence: SEQUENCE,
  }));
  return fc.oneof(
    {
      weight: 1,
      arbitrary: fc
        .record({ gap: minutes(300), sequence })
        .map(({ gap, sequence: begin }): Episode => ({ gap, lasts: 0, begin, inside: null, end: null })),
    },
    {
      weight: 5,
      arbitrary: fc
        .record({ gap: minutes(500), lasts: minutes(900), away, inside: fc.option(change, { nil: null, freq: 2 }) })
        .map(({ gap, lasts, away: [begin, end], inside }): Episode => ({ gap, lasts, begin, inside, end })),
    },
    {
      weight: 2,
      arbitrary: fc
        .record({ gap: minutes(400), change })
        .map(({ gap, change: begin }): Episode => ({ gap, lasts: 0, begin, inside: null, end: null })),
    },
    {
      weight: 2,
      arbitrary: fc
        .record({ gap: minutes(200), happening })
        .map(({ gap, happening: begin }): Episode => ({ gap, lasts: 0, begin, inside: null, end: null })),
    },
    {
      weight: 3,
      arbitrary: fc
        .record({ gap: minutes(300), wish })
        .map(({ gap, wish: begin }): Episode => ({ gap, lasts: 0, begin, inside: null, end: null })),
    },
  );
}

/** The events of episodes, one after another. */
export function eventsOf(episodes: readonly Episode[]): RawEvent[] {
  const events: RawEvent[] = [];
  let minute = 0;
  const add = (what: Omit<RawEvent, 't'> | null): void => {
    if (what !== null) events.push({ ...what, t: minute * MINUTE + AFTER_MINUTE } as RawEvent);
  };
  for (const episode of episodes) {
    minute += episode.gap;
    add(episode.begin);
    if (episode.lasts === 0) continue;
    minute += Math.ceil(episode.lasts / 2);
    add(episode.inside);
    minute += Math.ceil(episode.lasts / 2);
    add(episode.end);
  }
  return events;
}
