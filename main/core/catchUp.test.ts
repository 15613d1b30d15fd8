import { describe, expect, it } from 'vitest';
import { planCatchUp, type Burst } from './catchUp.ts';
import { instant } from './time/instant.ts';

const MINUTE = 60_000;

/** `count` moments a minute apart, the last at `last` minutes. */
function burst(name: string, last: number, count: number): Burst & { readonly name: string } {
  const first = last - count + 1;
  const clamp = (minute: number) => (minute < first || minute > last ? null : instant(minute * MINUTE));
  return {
    name,
    first: instant(first * MINUTE),
    last: instant(last * MINUTE),
    count,
    schedule: {
      next: (after) => clamp(Math.max(first, Math.floor(after / MINUTE) + 1)),
      previous: (at) => clamp(Math.min(last, Math.floor(at / MINUTE))),
    },
  };
}

const told = ({ name, first, last, count }: Burst & { readonly name: string }): string =>
  count === 1 ? `${name} ${first / MINUTE}` : `${name} ${first / MINUTE}..${last / MINUTE} x${count}`;

interface Row {
  readonly what: string;
  readonly runs: 'latest' | 'earliest' | 'all' | 'none';
  readonly limit?: number;
  readonly missed: readonly [string, number, number][];
  readonly onTime: readonly [string, number, number][];
  readonly run: readonly string[];
  readonly join: readonly string[];
  readonly over?: readonly string[];
}

const rows: readonly Row[] = [
  {
    what: 'latest runs the newest, the others join it',
    runs: 'latest',
    missed: [['a', 9, 9]],
    onTime: [],
    run: ['a 9'],
    join: ['a 1..8 x8'],
  },
  {
    what: 'earliest runs the oldest',
    runs: 'earliest',
    missed: [['a', 9, 9]],
    onTime: [],
    run: ['a 1'],
    join: ['a 2..9 x8'],
  },
  {
    what: 'a single moment is its own newest and oldest',
    runs: 'earliest',
    missed: [['a', 3, 1]],
    onTime: [],
    run: ['a 3'],
    join: [],
  },
  {
    what: 'the newest of several triggers runs',
    runs: 'latest',
    missed: [
      ['a', 5, 2],
      ['b', 7, 1],
    ],
    onTime: [],
    run: ['b 7'],
    join: ['a 4..5 x2'],
  },
  {
    what: 'of two at the same instant the first trigger runs',
    runs: 'latest',
    missed: [
      ['a', 5, 1],
      ['b', 5, 1],
    ],
    onTime: [],
    run: ['a 5'],
    join: ['b 5'],
  },
  {
    what: 'an on-time moment takes the missed ones along',
    runs: 'latest',
    missed: [['a', 8, 4]],
    onTime: [['a', 10, 1]],
    run: ['a 10'],
    join: ['a 5..8 x4'],
  },
  {
    what: 'also for earliest, and the newest on-time one runs',
    runs: 'earliest',
    missed: [['a', 8, 4]],
    onTime: [['a', 10, 2]],
    run: ['a 10'],
    join: ['a 5..8 x4', 'a 9'],
  },
  {
    what: 'none runs the newest of what was on time',
    runs: 'none',
    missed: [],
    onTime: [['a', 10, 2]],
    run: ['a 10'],
    join: ['a 9'],
  },
  {
    what: 'all runs each, oldest first',
    runs: 'all',
    limit: 10,
    missed: [['a', 3, 3]],
    onTime: [],
    run: ['a 1', 'a 2', 'a 3'],
    join: [],
  },
  {
    what: 'all keeps the newest limit, over all triggers',
    runs: 'all',
    limit: 3,
    missed: [
      ['a', 9, 9],
      ['b', 8, 1],
    ],
    onTime: [],
    run: ['a 8', 'b 8', 'a 9'],
    join: [],
    over: ['a 1..7 x7'],
  },
  {
    what: 'all: on-time moments do not count',
    runs: 'all',
    limit: 1,
    missed: [['a', 5, 5]],
    onTime: [['a', 9, 2]],
    run: ['a 5', 'a 8', 'a 9'],
    join: [],
    over: ['a 1..4 x4'],
  },
];

describe('a catch-up policy', () => {
  it.each(rows)('$what', ({ runs, limit = 10, missed, onTime, run, join, over = [] }) => {
    const plan = planCatchUp(
      { runs, limit },
      missed.map((args) => burst(...args)),
      onTime.map((args) => burst(...args)),
    );
    expect(plan.run.map(({ moment }) => told(moment))).toEqual(run);
    expect(plan.join.map(told)).toEqual(join);
    expect(plan.overLimit.map(told)).toEqual(over);
  });
});
