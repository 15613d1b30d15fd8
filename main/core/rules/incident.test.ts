import { describe, expect, it } from 'vitest';
import type { Outcome } from '../fate.ts';
import type { Notify } from '../job.ts';
import { type IncidentEffect, type IncidentState, afterRun, noIncident } from './incident.ts';

const notify = (change: Partial<Notify> = {}): Notify => ({
  failure: true,
  afterFailures: 1,
  recovery: true,
  missed: false,
  stillRunningAfter: null,
  ping: null,
  ...change,
});

/** What is done at each end, in one letter: o opens, w gets worse, c closes and tells, q closes quietly, - nothing. */
function told(outcomes: readonly Outcome[], rules: Notify): string {
  let state: IncidentState = noIncident;
  let letters = '';
  outcomes.forEach((outcome, index) => {
    const step = afterRun(state, { run: `r${String(index + 1)}`, outcome }, rules);
    state = step.state;
    expect(step.effects.length).toBeLessThanOrEqual(1);
    letters += letterOf(step.effects[0]);
  });
  return letters;
}

function letterOf(effect: IncidentEffect | undefined): string {
  if (effect === undefined) return '-';
  if (effect.kind === 'close') return effect.tell ? 'c' : 'q';
  return effect.kind === 'open' ? 'o' : 'w';
}

const outcomes: Readonly<Record<string, Outcome>> = {
  s: 'succeeded',
  f: 'failed',
  k: 'killed',
  t: 'timedOut',
  n: 'couldNotStart',
  i: 'interrupted',
  x: 'stopped',
};

describe('incidents', () => {
  it.each<[name: string, ends: string, rules: Partial<Notify>, effects: string]>([
    ['open with the first failure, are told once, and close with the recovery', 'sffs', {}, '-owc'],
    ['open with the third failure where three are asked for', 'ffffs', { afterFailures: 3 }, '--owc'],
    ['count failures in a row', 'ffsff', { afterFailures: 3 }, '-----'],
    ['are neither counted nor ended by a stop', 'fxfxs', { afterFailures: 2 }, '--o-c'],
    ['open again after a recovery', 'fsf', {}, 'oco'],
    ['open with every kind of failure', 'ksts', {}, 'ococ'],
    ['open where it could not start, and get worse by an interruption', 'nis', {}, 'owc'],
    ['close without a word where recoveries are not told', 'fs', { recovery: false }, 'oq'],
    ['do not open where failures are not told', 'fffs', { failure: false }, '----'],
    ['need a failure', 'sxs', {}, '---'],
  ])('%s', (_name, ends, rules, effects) => {
    expect(
      told(
        Array.from(ends, (letter) => outcomes[letter] ?? 'succeeded'),
        notify(rules),
      ),
    ).toBe(effects);
  });

  it('name their first and last run, and who recovered', () => {
    const rules = notify({ afterFailures: 2 });
    const first = afterRun(noIncident, { run: 'a', outcome: 'failed' }, rules);
    const second = afterRun(first.state, { run: 'b', outcome: 'timedOut' }, rules);
    expect(second.effects).toEqual([{ kind: 'open', failures: 2, firstRun: 'a', lastRun: 'b' }]);
    const third = afterRun(second.state, { run: 'c', outcome: 'succeeded' }, rules);
    expect(third).toEqual({
      state: noIncident,
      effects: [{ kind: 'close', failures: 2, recoveredBy: 'c', tell: true }],
    });
  });

  it('that are open stay open when failures are no longer told, until the recovery', () => {
    const open = afterRun(noIncident, { run: 'a', outcome: 'failed' }, notify()).state;
    const quiet = notify({ failure: false });
    const worse = afterRun(open, { run: 'b', outcome: 'failed' }, quiet);
    expect(worse.effects).toEqual([{ kind: 'worse', failures: 2, lastRun: 'b' }]);
    expect(afterRun(worse.state, { run: 'c', outcome: 'succeeded' }, quiet).effects[0]?.kind).toBe('close');
  });

  it('answer for every state and outcome, and open only once', () => {
    const states: IncidentState[] = [noIncident];
    for (const failures of [1, 2, 5]) {
      for (const open of [true, false]) states.push({ failures, firstRun: 'a', lastRun: 'b', open });
    }
    for (const state of states) {
      for (const outcome of Object.values(outcomes)) {
        const { state: next, effects } = afterRun(state, { run: 'z', outcome }, notify({ afterFailures: 3 }));
        if (outcome === 'stopped') expect(next).toEqual(state);
        if (outcome === 'succeeded') expect(next).toEqual(noIncident);
        if (state.open) expect(effects.some(({ kind }) => kind === 'open')).toBe(false);
        expect(next.open && !state.open).toBe(effects.some(({ kind }) => kind === 'open'));
      }
    }
  });
});
