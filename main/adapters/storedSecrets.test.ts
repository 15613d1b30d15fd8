import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { instant } from '../core/time/instant.ts';
import { keyBox, takeSecretsKey } from './secrets/keyBox.ts';
import type { SecretBox } from './secrets/secretBox.ts';
import { StoredSecrets } from './storedSecrets.ts';
import { temporaryFolder } from './testing/launches.ts';

const root = temporaryFolder();
afterAll(() => root.remove());

const KEY = 'a long random text of the person';
const VALUE = 'hunter2-but-longer';
let count = 0;
let path: string;
beforeEach(() => {
  count += 1;
  path = join(root.path, String(count), 'secrets.json');
});
const open = (...boxes: SecretBox[]) => new StoredSecrets({ path, boxes, now: () => instant(Date.UTC(2026, 0, 1)) });

describe('secrets', () => {
  it('are kept sealed, in a file that only the user can read, and come back after a restart', () => {
    const secrets = open(keyBox(KEY));
    expect(secrets.set('API_KEY', VALUE)).toMatchObject({ ok: true });
    expect(readFileSync(path, 'latin1')).not.toContain(VALUE);
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o077).toBe(0);
    const again = open(keyBox(KEY));
    expect(again.values(['API_KEY'])).toEqual({ API_KEY: VALUE });
    expect(again.list()).toEqual([{ name: 'API_KEY', changed: Date.UTC(2026, 0, 1), problem: null }]);
    expect(again.remove('API_KEY')).toBe(true);
    expect(again.remove('API_KEY')).toBe(false);
    expect(open(keyBox(KEY)).list()).toEqual([]);
  });

  it.each([
    [null, /start Wakeful with the variable WAKEFUL_SECRETS_KEY/],
    ['short', /too short: it needs at least 16 characters/],
  ])('are refused without a good key: %s', (key, says) => {
    const secrets = open(keyBox(key));
    expect(secrets.unavailable).toMatch(says);
    expect(secrets.set('API_KEY', VALUE)).toMatchObject({ ok: false, error: { code: 'noPlaceForSecrets' } });
    expect(existsSync(path)).toBe(false);
  });

  it('are not opened by another key, nor under another name, and stay for the right one', () => {
    open(keyBox(KEY)).set('A', VALUE);
    expect(() => open(keyBox('another long random text')).values(['A'])).toThrow(/A was sealed with another/);
    writeFileSync(path, readFileSync(path, 'utf8').replace('"A"', '"B"'));
    expect(() => open(keyBox(KEY)).values(['B'])).toThrow(/B was sealed with another/);
    expect(() => open(keyBox(null)).values(['B'])).toThrow(/cannot be opened\. Secrets need a key here/);
  });

  it('of another kind of box say so', () => {
    const chain: SecretBox = {
      kind: 'keychain',
      unavailable: null,
      seal: (_, value) => value,
      open: (_, text) => text,
    };
    open(chain).set('A', VALUE);
    const here = open(keyBox(KEY));
    expect(here.list()[0]?.problem).toContain('keychain of the desktop app');
    expect(() => here.values(['A'])).toThrow(/set it again/);
  });

  it('that are missing are named', () => {
    expect(() => open(keyBox(KEY)).values(['A', 'B'])).toThrow(
      /^The secrets A, B have no value: "wakeful secret set A"/,
    );
  });

  it.each([
    ['api-key', 'x', 'name'],
    ['WAKEFUL_X', 'x', 'name'],
    ['A', '', 'value'],
    ['A', 'a\0b', 'value'],
    ['A', 'x'.repeat(70_000), 'value'],
  ])('named %s are refused where name or value cannot be', (name, value, field) => {
    const set = open(keyBox(KEY)).set(name, value);
    expect(set).toMatchObject({ ok: false, error: { field } });
    expect(JSON.stringify(set)).not.toContain('xxx');
  });

  it('in a file that is damaged are moved aside, never overwritten', () => {
    open(keyBox(KEY)).set('A', VALUE);
    writeFileSync(path, '{"version":1,"secrets":[');
    const secrets = open(keyBox(KEY));
    expect(secrets.problems()).toMatchObject([{ code: 'secretsFileDamaged' }]);
    secrets.set('A', VALUE);
    const aside = readdirSync(join(root.path, String(count))).find((name) => name.includes('damaged'))!;
    expect(readFileSync(join(root.path, String(count), aside), 'utf8')).toBe('{"version":1,"secrets":[');
  });

  it('of a newer Wakeful are left as they are', () => {
    open(keyBox(KEY)).set('A', VALUE);
    const newer = readFileSync(path, 'utf8').replace('"version": 1', '"version": 2');
    writeFileSync(path, newer);
    const secrets = open(keyBox(KEY));
    expect(secrets.set('B', VALUE)).toMatchObject({ ok: false });
    expect(secrets.unavailable).toContain('newer Wakeful');
    expect(readFileSync(path, 'utf8')).toBe(newer);
  });

  it('have their key taken out of the environment, so that nothing inherits it', () => {
    const env = { WAKEFUL_SECRETS_KEY: KEY, OTHER: 'x' };
    expect(takeSecretsKey(env)).toBe(KEY);
    expect(env).toEqual({ OTHER: 'x' });
    expect(takeSecretsKey(env)).toBeNull();
  });
});
