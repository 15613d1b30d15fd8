import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { defaultSettings } from '../core/documents/settings.ts';
import { instant } from '../core/time/instant.ts';
import { confDocumentFile } from './documents/confDocumentFile.ts';
import { StoredSettings } from './storedSettings.ts';
import { temporaryFolder } from './testing/launches.ts';

let folder = temporaryFolder();
let path = '';
beforeEach(() => {
  folder = temporaryFolder();
  path = join(folder.path, 'settings.json');
});
afterEach(() => {
  folder.remove();
});
const openStore = (): StoredSettings =>
  new StoredSettings({ path, open: confDocumentFile, now: () => instant(Date.UTC(2026, 10, 25, 22)) });

it('are the defaults where nothing was chosen, and what was chosen after a restart', () => {
  const store = openStore();
  expect(store.settings).toEqual(defaultSettings);
  expect(store.change({ catchUpAtOnce: 5 })).toMatchObject({ ok: true, value: { catchUpAtOnce: 5 } });
  expect(openStore().settings.catchUpAtOnce).toBe(5);
  store.change({ catchUpAtOnce: null });
  expect(openStore().settings).toEqual(defaultSettings);
});

it('refuse what is wrong, by the name of the field, and write nothing', () => {
  const store = openStore();
  expect(store.change({ catchUpAtOnce: 0 })).toMatchObject({ ok: false, error: { field: 'catchUpAtOnce' } });
  expect(store.change({ catchUpAtOne: 3 })).toMatchObject({ ok: false });
  expect(readdirSync(folder.path)).toEqual([]);
});

it('are the defaults where the file is broken, which is kept aside', () => {
  writeFileSync(path, 'theme: dark');
  const store = openStore();
  expect(store.settings).toEqual(defaultSettings);
  expect(store.problems()).toMatchObject([{ code: 'settingsFileDamaged' }]);
  store.change({ theme: 'dark' });
  const kept = readdirSync(folder.path).find((name) => name.includes('damaged')) ?? '';
  expect(readFileSync(join(folder.path, kept), 'utf8')).toBe('theme: dark');
  expect(openStore().settings.theme).toBe('dark');
});

it('are read-only where a newer version wrote them', () => {
  const newer = JSON.stringify({ version: 99, theme: 'dark', colour: 'red' });
  writeFileSync(path, newer);
  const store = openStore();
  expect(store.settings.theme).toBe('dark');
  expect(store.readOnly).toMatch(/newer/);
  expect(store.change({ theme: 'light' })).toMatchObject({ ok: false, error: { code: 'readOnly' } });
  expect(readFileSync(path, 'utf8')).toBe(newer);
});

it('take over an edit, and go on as before while one is broken', () => {
  const store = openStore();
  store.change({ theme: 'dark' });
  writeFileSync(path, '{"version":1,"theme":"light"}');
  expect(store.change({ catchUpAtOnce: 3 })).toMatchObject({ ok: true, value: { theme: 'light', catchUpAtOnce: 3 } });
  writeFileSync(path, '{"version":1,');
  store.refresh();
  expect(store.settings.theme).toBe('light');
  expect(store.problems()).toMatchObject([{ code: 'settingsFileEdited' }]);
  expect(store.change({ theme: 'dark' })).toMatchObject({ ok: true });
  expect(readdirSync(folder.path).some((name) => name.includes('damaged'))).toBe(true);
});
