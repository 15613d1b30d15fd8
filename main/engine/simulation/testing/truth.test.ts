import { describe, expect, it } from 'vitest';
import { absencesOf, awakeUntil, erasOf, stretchAt, stretchesOf, type RawEvent } from './truth.ts';

const SECOND = 1000;

describe('what really happened', () => {
  it('has Wakeful running after a launch in the very instant in which the computer is put to sleep', () => {
    const stretches = stretchesOf(
      {
        start: 0,
        zone: 'UTC',
        end: 90 * SECOND,
        events: [
          { t: 37 * SECOND, event: 'suspend' },
          { t: 60 * SECOND, event: 'resume' },
        ],
      },
      [{ down: 30 * SECOND, up: 37 * SECOND }],
    );
    expect(stretches.map(({ from, to, state }) => [from / SECOND, to / SECOND, state])).toEqual([
      [0, 30, 'awake'],
      [30, 30, 'awake'],
      [30, 37, 'notRunning'],
      [37, 60, 'asleep'],
      [60, 90, 'awake'],
    ]);
  });

  const lifeOf = (end: number, events: readonly RawEvent[]) => ({ start: 0, zone: 'UTC', end: end * SECOND, events });
  const at = (t: number, event: string, more: Readonly<Record<string, unknown>> = {}): RawEvent => ({
    t: t * SECOND,
    event,
    ...more,
  });

  it('has one absence where Wakeful is stopped before it has noticed that the computer woke', () => {
    const timeline = lifeOf(200, [at(30, 'suspend'), at(90, 'resume', { silent: true })]);
    const stretches = stretchesOf(timeline, [{ down: 110 * SECOND, up: 117 * SECOND }]);
    expect(absencesOf(stretches).map(({ from, to, states }) => [from / SECOND, to / SECOND, [...states]])).toEqual([
      [30, 117, ['asleep', 'notRunning']],
    ]);
  });

  it('has two where it noticed the waking, and was stopped later', () => {
    const timeline = lifeOf(200, [at(30, 'suspend'), at(90, 'resume', { silent: true })]);
    const stretches = stretchesOf(timeline, [{ down: 130 * SECOND, up: 137 * SECOND }]);
    expect(absencesOf(stretches).map(({ from, to }) => [from / SECOND, to / SECOND])).toEqual([
      [30, 90],
      [130, 137],
    ]);
  });

  it('counts time awake without the sleep, and knows the clock as it was before a step in the same instant', () => {
    const stretches = stretchesOf(lifeOf(200, [at(30, 'suspend'), at(90, 'resume'), at(120, 'clock', { by: 5000 })]));
    expect(awakeUntil(stretches, 100 * SECOND)).toBe(40 * SECOND);
    expect(stretchAt(stretches, 120 * SECOND)?.offset).toBe(0);
    expect(stretchAt(stretches, 121 * SECOND)?.offset).toBe(5 * SECOND);
  });

  it('begins an era with a step of more than three hours back, and is at no edge otherwise', () => {
    const hours = (count: number): number => count * 3600;
    const back = (by: number) => {
      const timeline = lifeOf(hours(30), [at(hours(20), 'clock', { by: -hours(by) * SECOND })]);
      return erasOf(timeline, stretchesOf(timeline));
    };
    expect(back(2)).toHaveLength(1);
    expect(back(3)).toBeNull();
    expect(back(4)?.map(({ from, to }) => [from / SECOND / 3600, to / SECOND / 3600])).toEqual([
      [0, 20],
      [16, 26],
    ]);
  });
});
