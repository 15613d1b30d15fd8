import { describe, expect, it } from 'vitest';
import { instant } from '../time/instant.ts';
import { UTC, zoneOf } from '../time/zone.ts';
import {
  TRIGGER_NAMES,
  followingOf,
  kindOf,
  parseTrigger,
  restartsWithRuns,
  savedTrigger,
  scheduleOf,
  sentenceOf,
  textOf,
  type Trigger,
  zoneInForce,
} from './registry.ts';
import type { ParseContext } from './trigger.ts';

const context: ParseContext = { now: instant(Date.UTC(2026, 0, 1)), zone: UTC, draw: () => 0.5 };

function trigger(json: unknown): Trigger {
  const read = parseTrigger(json, context);
  if (!read.ok) throw new Error(read.error.message);
  return read.value;
}

/** One of each type, as it is saved. */
const EXAMPLES: readonly { readonly type: string; readonly [key: string]: unknown }[] = [
  { type: 'cron', expression: '0-59/5 * * * *' },
  { type: 'calendar', entries: [{ hour: 3, minute: 30, weekday: 1 }] },
  { type: 'onCalendar', expression: 'Mon..Fri *-*-* 09:00' },
  { type: 'interval', every: 'PT5M', from: 'start' },
  { type: 'phrase', text: 'every monday at 10:30' },
  { type: 'once', at: '2026-12-01T08:00:00+01:00' },
  { type: 'start' },
  { type: 'resume' },
  { type: 'unlock' },
  { type: 'idle', for: 'PT5M' },
  { type: 'network' },
  { type: 'power', state: 'ac' },
  { type: 'watch', paths: ['/in'] },
  { type: 'queue', directory: '/in' },
  { type: 'mount' },
  { type: 'after', job: 'ingest', on: 'success' },
  { type: 'keepAlive' },
];

const TIME_TYPES = ['cron', 'calendar', 'onCalendar', 'interval', 'phrase', 'once'];

describe('every trigger type', () => {
  it('is here with an example', () => {
    expect(EXAMPLES.map(({ type }) => type)).toEqual(TRIGGER_NAMES);
  });

  it.each(EXAMPLES)('$type is read, told, and has a schedule where it is a time', (json) => {
    const read = trigger(json);
    expect(read.type).toBe(json.type);
    expect(sentenceOf(read)).toMatch(/^[A-Z].*[^.]$/);
    const ofTime = TIME_TYPES.includes(json.type);
    expect(kindOf(read)).toBe(ofTime ? 'time' : json.type === 'after' ? 'upstream' : 'event');
    const schedule = scheduleOf(read, {
      zone: UTC,
      seed: 'a#0',
      created: context.now,
      enabled: context.now,
      periodFrom: null,
    });
    expect(schedule !== null).toBe(ofTime);
    if (schedule !== null) expect(schedule.next(context.now)).toBeGreaterThan(context.now);
    expect(['label', 'realTime']).toContain(followingOf(read));
    expect(restartsWithRuns(read)).toBe(json.type === 'interval');
  });

  it.each(EXAMPLES)('$type refuses a key that it does not know, and offers the nearest', (json) => {
    const [key = 'zone'] = Object.keys(json).filter((name) => name !== 'type');
    const read = parseTrigger({ ...json, [`${key}s`]: 1 }, context);
    expect(read).toMatchObject({ ok: false, error: { code: 'unknownKey', field: `${key}s` } });
  });

  it.each(EXAMPLES.filter(({ type }) => TIME_TYPES.includes(type)))('$type takes a zone and a jitter', (json) => {
    const read = trigger({ ...json, zone: 'Asia/Tokyo', jitter: 'PT5M' });
    expect(read).toMatchObject({ zone: 'Asia/Tokyo', jitter: 300_000 });
    const ask = (seed: string): number | null | undefined =>
      scheduleOf(read, { zone: UTC, seed, created: context.now, enabled: context.now, periodFrom: null })?.next(
        context.now,
      );
    const moments = new Set(Array.from({ length: 20 }, (_, index) => ask(String(index))));
    expect(moments.size).toBeGreaterThan(3);
    expect(ask('a')).toBe(ask('a'));
  });
});

describe('what is no trigger', () => {
  it.each([
    [null, 'notAnObject', undefined],
    [[], 'notAnObject', undefined],
    ['* * * * *', 'notAnObject', undefined],
    [{}, 'missingKey', undefined],
    [{ type: 5 }, 'wrongType', undefined],
    [{ type: 'crn' }, 'unknownTrigger', 'cron'],
    [{ type: 'OnCalendar' }, 'unknownTrigger', 'onCalendar'],
    [{ type: 'intervall' }, 'unknownTrigger', 'interval'],
    [{ type: 'toString' }, 'unknownTrigger', undefined],
    [{ type: '__proto__' }, 'unknownTrigger', undefined],
    [{ type: 'x'.repeat(10_000) }, 'unknownTrigger', undefined],
  ])('%.40j is %s', (json, code, suggestion) => {
    const read = parseTrigger(json, context);
    if (read.ok) throw new Error('It was read.');
    expect(read.error.code).toBe(code);
    expect(read.error.suggestion).toBe(suggestion);
    expect(read.error.message.length).toBeLessThan(400);
  });
});

describe('@reboot', () => {
  it.each(['@reboot', ' @REBOOT '])('%s is the trigger start, once per boot', (expression) => {
    const read = trigger({ type: 'cron', expression });
    expect(read).toEqual(trigger({ type: 'start', once: 'perBoot' }));
    expect(kindOf(read)).toBe('event');
  });
});

describe('saving', () => {
  it('keeps what was drawn, so that reading again draws nothing', () => {
    const json = { type: 'cron', expression: '~ ~ * * *' };
    const saved = savedTrigger(json, trigger(json));
    expect(saved).toEqual({ ...json, drawn: [30, 12] });
    const again = parseTrigger(saved, {
      ...context,
      draw: () => {
        throw new Error('Drawn again.');
      },
    });
    expect(again).toMatchObject({ ok: true, value: { drawn: [30, 12] } });
    expect(textOf(trigger(json))).toBe('~ ~ * * *');
  });

  it('changes nothing where nothing was drawn', () => {
    for (const json of EXAMPLES) expect(savedTrigger(json, trigger(json))).toEqual(json);
  });
});

describe('the zone in force', () => {
  const tokyo = zoneOf('Asia/Tokyo');
  it.each([
    ['the own before the job’s', { zone: 'Asia/Kolkata' }, 'Europe/Berlin', 'Asia/Kolkata'],
    ['the job’s where it has none', {}, 'Europe/Berlin', 'Europe/Berlin'],
    ['the computer’s where the job’s is local', {}, 'local', 'Asia/Tokyo'],
    ['the computer’s where its own is local', { zone: 'local' }, 'Europe/Berlin', 'Asia/Tokyo'],
  ])('is %s', (_rule, options, jobZone, expected) => {
    if (!tokyo.ok) throw new Error(tokyo.error.message);
    const read = trigger({ type: 'cron', expression: '* * * * *', ...options });
    expect(zoneInForce(read, jobZone, tokyo.value)).toMatchObject({ ok: true, value: { id: expected } });
  });

  it('is an error where there is no such zone', () => {
    expect(zoneInForce(trigger(EXAMPLES[0]), 'Europe/Berlim', UTC)).toMatchObject({ error: { code: 'unknownZone' } });
  });
});
