import { describe, expect, it } from 'vitest';
import { otherForms } from './otherForms.ts';
import { readWhen } from '../when.ts';
import { at, reading, right, zone } from './testing/ask.ts';

const NOW = '2026-10-27T08:42:00Z';

function formsOf(text: string, zoneId = 'Europe/Berlin'): readonly string[] {
  const read = readWhen(text, reading(NOW, zoneId));
  if (!read.ok) throw new Error(`${text}: ${read.error.message}`);
  const now = at(NOW);
  const context = { zone: zone(zoneId), seed: '', created: now, enabled: now, periodFrom: null };
  return otherForms(read.value.trigger, context, now).map(({ takenFor, text: form }) => `${takenFor}: ${form}`);
}

describe('the same due moments in another form', () => {
  it.each([
    ['30 9 * * *', ['phrase: every day at 09:30', 'onCalendar: *-*-* 09:30']],
    ['every monday at 10:30', ['cron: 30 10 * * 1', 'onCalendar: Mon *-*-* 10:30']],
    ['5 * * * *', ['phrase: every hour at :05']],
    ['0 9 * * 1-5', ['onCalendar: Mon..Fri *-*-* 09:00']],
    ['Mon..Fri *-*-* 09:00', ['cron: 0 9 * * mon-fri']],
    ['0 12 1 * *', ['onCalendar: *-*-01 12:00']],
    ['15 8,20 * * sat,sun', ['onCalendar: Sat,Sun *-*-* 08,20:15']],
    ['every 5 minutes', ['interval: PT5M']],
  ])('%s', (text, forms) => {
    expect(formsOf(text)).toEqual(forms);
  });

  it('is offered only where clock changes do the same to it: in a zone without them more is the same', () => {
    expect(formsOf('30 2 * * *')).toEqual([]);
    expect(formsOf('30 2 * * *', 'UTC')).toEqual(['phrase: every day at 02:30', 'onCalendar: *-*-* 02:30']);
    expect(formsOf('*/15 * * * *', 'UTC')).toEqual(['onCalendar: *-*-* *:00/15']);
    expect(formsOf('*/15 * * * *')).toEqual([]);
  });

  it('is not offered where no other form can say it', () => {
    expect(formsOf('0 0 13 * 5')).toEqual([]);
    expect(formsOf('2026-12-01 08:00')).toEqual([]);
    expect(formsOf('every 3 weeks')).toEqual([]);
  });

  it('leads back: an interval from the end of a run is a phrase', () => {
    const now = at(NOW);
    const trigger = right({ type: 'interval', every: 'PT2H', from: 'finish' }, reading(NOW));
    const context = { zone: zone('Europe/Berlin'), seed: '', created: now, enabled: now, periodFrom: null };
    expect(otherForms(trigger, context, now).map(({ text }) => text)).toEqual(['every 2 hours']);
    const fromStart = right({ type: 'interval', every: 'PT2H' }, reading(NOW));
    expect(otherForms(fromStart, context, now)).toEqual([]);
  });
});
