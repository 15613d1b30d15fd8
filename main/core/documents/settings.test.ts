import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type SettingsReading, changeSettings, defaultSettings, readSettings } from './settings.ts';

function read(json: unknown): SettingsReading {
  const reading = readSettings(json);
  if (reading === null) throw new Error('These are settings.');
  return reading;
}

describe('settings', () => {
  it('have the defaults of the specification', () => {
    expect(defaultSettings).toMatchObject({
      catchUpAtOnce: 2,
      networkGrace: 30_000,
      keepHistory: 400 * 86_400_000,
      keepOutput: 90 * 86_400_000,
      onQuit: 'ask',
    });
  });

  it('are the defaults where there is no file', () => {
    expect(read(undefined)).toEqual({ settings: defaultSettings, document: {}, problems: [], readOnly: null });
  });

  it('are read, each key optional', () => {
    const { settings, problems } = read({
      version: 1,
      networkGrace: 'PT5M',
      quietHours: { from: '22:00', to: '07:00' },
    });
    expect(problems).toEqual([]);
    expect(settings).toEqual({
      ...defaultSettings,
      networkGrace: 300_000,
      quietHours: { from: '22:00', to: '07:00' },
    });
  });

  it.each<[name: string, json: Record<string, unknown>, field: string]>([
    ['no run at once', { catchUpAtOnce: 0 }, 'catchUpAtOnce'],
    ['a grace in words', { networkGrace: '5 minutes' }, 'networkGrace'],
    ['history of an hour', { keepHistory: 'PT1H' }, 'keepHistory'],
    ['an unknown theme', { theme: 'drak' }, 'theme'],
    ['a port too high', { port: 70000 }, 'port'],
    ['quiet hours without end', { quietHours: { from: '22:00' } }, 'quietHours.to'],
    ['quiet hours at 25', { quietHours: { from: '25:00', to: '07:00' } }, 'quietHours.from'],
    ['quiet hours of nothing', { quietHours: { from: '07:00', to: '7:00' } }, 'quietHours.to'],
    ['an unknown key', { them: 'dark' }, 'them'],
  ])('%s falls back alone, with a problem, and stays in the file', (_name, json, field) => {
    const reading = read({ ...json, singleKeyShortcuts: false });
    expect(reading.settings).toEqual({ ...defaultSettings, singleKeyShortcuts: false });
    expect(reading.problems.map((problem) => problem.field)).toEqual([field]);
    expect(reading.document).toEqual({ ...json, singleKeyShortcuts: false });
  });

  it.each([[null], [[]], ['x'], [5]])('are none in %j, which is kept aside', (json) => {
    expect(readSettings(json)).toBeNull();
  });

  it('of a newer version are read and not changed', () => {
    const reading = read({ version: 2, theme: 'dark' });
    expect(reading.settings.theme).toBe('dark');
    expect(changeSettings(reading, { theme: 'light' })).toMatchObject({ ok: false, error: { code: 'readOnly' } });
  });
});

describe('for any JSON', () => {
  const keys = Object.keys(defaultSettings);
  it('reading settings never throws, and every setting is one that there can be', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...keys), fc.jsonValue()), (json) => {
        const first = read(json);
        expect(Object.keys(first.settings)).toEqual(keys);
        expect(first.settings.catchUpAtOnce).toBeGreaterThan(0);
        expect(first.settings.keepHistory).toBeGreaterThanOrEqual(86_400_000);
        expect(first.document).toEqual(json);
      }),
    );
  });
});

describe('changing settings', () => {
  it('writes what was changed and leaves everything else as it stands, also what is wrong', () => {
    const changed = changeSettings(read({ theme: 'drak', catchUpAtOnce: 3 }), { port: 8080 });
    expect(changed).toMatchObject({
      ok: true,
      value: {
        document: { version: 1, theme: 'drak', catchUpAtOnce: 3, port: 8080 },
        settings: { port: 8080, theme: 'system' },
      },
    });
  });

  it('takes a key out by null', () => {
    const changed = changeSettings(read({ theme: 'dark', quietHours: { from: '22:00', to: '07:00' } }), {
      quietHours: null,
    });
    expect(changed.ok && changed.value.document).toEqual({ version: 1, theme: 'dark' });
  });

  it.each([
    [{ theme: 'drak' }, 'theme', 'unknownWord'],
    [{ them: 'dark' }, 'them', 'unknownKey'],
    [{ them: null }, 'them', 'unknownKey'],
  ])('refuses %j', (changes, field, code) => {
    expect(changeSettings(read(undefined), changes)).toMatchObject({ ok: false, error: { field, code } });
  });
});
