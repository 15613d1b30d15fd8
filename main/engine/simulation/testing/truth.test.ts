import { describe, expect, it } from 'vitest';
import { stretchesOf } from './truth.ts';

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
});
