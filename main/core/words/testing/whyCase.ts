import { expect } from 'vitest';
import { zoneNamed } from '../../documents/testing/jobContext.ts';
import { instant } from '../../time/instant.ts';
import { dueLabel } from '../dueLabel.ts';
import type { RunFacts } from '../runText.ts';
import { type DueFacts, type WhyContext, whySentence } from '../why.ts';

const zone = zoneNamed('Europe/Berlin');

/** A time in Berlin on 27 October 2026, a Tuesday, or `day` days from it; the clock went back two days before. */
export const at = (text: string, day = 0) => {
  const [hour = 0, minute = 0, second = 0] = text.split(':').map(Number);
  return instant(Date.UTC(2026, 9, 27 + day, hour - (day < -2 ? 2 : 1), minute, second));
};

export const context: WhyContext = {
  zone,
  now: at('09:42'),
  nameOf: (job) => ({ one: 'Ingest source one', merge: 'Merge sources' })[job] ?? job,
};

export const due = (change: Partial<DueFacts> = {}): DueFacts => ({
  due: at('08:05'),
  count: 1,
  fate: 'ran',
  reason: null,
  facts: {},
  decided: null,
  ...change,
});

export const run = (change: Partial<RunFacts> = {}): RunFacts => ({
  started: at('08:05'),
  ended: at('08:07:08'),
  outcome: 'succeeded',
  exitCode: 0,
  signal: null,
  message: null,
  attempts: 1,
  ...change,
});
export const late = run({ started: at('08:11'), ended: at('08:13:24') });

export const asleep = { from: at('23:58', -1), to: at('08:10') };

/** A due moment, its run, and what is said of it. */
export type Row = [
  name: string,
  entry: Partial<DueFacts>,
  run: RunFacts | null,
  sentence: string,
  label: string,
  more?: Partial<WhyContext>,
];

/** Checks both forms of one row. */
export function expectSaid([, entry, of, sentence, label, more = {}]: Row): void {
  const all = { ...context, ...more };
  expect(whySentence(due(entry), of, all)).toBe(sentence);
  expect(dueLabel(due(entry), of, all)).toBe(label);
}
