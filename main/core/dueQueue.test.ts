import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DueQueue, type Timed } from './dueQueue.ts';

const member = (): Timed => ({ at: 0, slot: -1 });

describe('a queue of what is due next', () => {
  it('gives its members in the order of their times', () => {
    const queue = new DueQueue<Timed>();
    for (const at of [5, 1, 4, 1, 3]) queue.set(member(), at);
    const taken: number[] = [];
    for (let next = queue.take(4); next !== null; next = queue.take(4)) taken.push(next.at);
    expect(taken).toEqual([1, 1, 3, 4]);
    expect(queue.first?.at).toBe(5);
  });

  it('agrees with a plain list, whatever is moved and removed', () => {
    const step = fc.record({ who: fc.nat(9), at: fc.option(fc.nat(50)), until: fc.option(fc.nat(50)) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const queue = new DueQueue<Timed>();
        const members = Array.from({ length: 10 }, member);
        const model = new Map<Timed, number>();
        for (const { who, at, until } of steps) {
          queue.set(members[who]!, at);
          if (at === null) model.delete(members[who]!);
          else model.set(members[who]!, at);
          if (until === null) continue;
          const taken: number[] = [];
          for (let next = queue.take(until); next !== null; next = queue.take(until)) taken.push(next.at);
          const due = [...model].filter(([, when]) => when <= until);
          expect(taken).toEqual(due.map(([, when]) => when).sort((a, b) => a - b));
          for (const [gone] of due) model.delete(gone);
          expect(queue.size).toBe(model.size);
        }
      }),
      { seed: 20261125 },
    );
  });
});
