import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { plainDocumentFile } from '../adapters/documents/documentFile.ts';
import { isReachable, KeptPlace, PLACE_FILE, readPlace } from './windowPlace.ts';

const screen = { x: 0, y: 0, width: 1920, height: 1040 };
const right = { x: 1920, y: 200, width: 1280, height: 1024 };
const size = { width: 1120, height: 720 };

describe('a window is put back where it was, if it', () => {
  it.each([
    ['is on the screen', { x: 100, y: 80, ...size }, [screen], true],
    ['is on the second screen', { x: 2000, y: 300, ...size }, [screen, right], true],
    ['was on a screen that is gone', { x: 2000, y: 300, ...size }, [screen], false],
    ['hangs out to the left and can still be held', { x: -1000, y: 80, ...size }, [screen], true],
    ['hangs out to the left too far', { x: -1001, y: 80, ...size }, [screen], false],
    ['has its title bar above the screen', { x: 100, y: -1, ...size }, [screen], false],
    ['has its title bar below the screen', { x: 100, y: 993, ...size }, [screen], false],
    ['is on no screen at all', { x: 100, y: 80, ...size }, [], false],
  ])('%s', (_name, bounds, screens, reachable) => {
    expect(isReachable(bounds, screens)).toBe(reachable);
  });
});

describe('a saved place', () => {
  const bounds = { x: 1, y: 2, ...size };
  it.each([
    ['is read', { bounds, maximized: true }, { bounds, maximized: true }],
    ['is not maximized where it does not say so', { bounds }, { bounds, maximized: false }],
    ['without a number is none', { bounds: { ...bounds, x: null } }, null],
    ['without bounds is none', { maximized: true }, null],
    ['that is no object is none', 'here', null],
    ['that is nothing is none', undefined, null],
  ])('%s', (_name, saved, place) => {
    expect(readPlace(saved)).toEqual(place);
  });
});

describe('the kept place', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'wakeful-place-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const place = { bounds: { x: 5, y: 6, ...size }, maximized: false };

  it('is there the next time', () => {
    const path = join(folder, PLACE_FILE);
    const open = () => new KeptPlace(path, plainDocumentFile, () => undefined);
    expect(open().read()).toBeNull();
    open().write(place);
    expect(open().read()).toEqual(place);
  });

  it('is written anew over a file that cannot be read', () => {
    const path = join(folder, PLACE_FILE);
    writeFileSync(path, '{"bounds":');
    const kept = new KeptPlace(path, plainDocumentFile, () => undefined);
    expect(kept.read()).toBeNull();
    kept.write(place);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(place);
  });

  it('that cannot be written is told and nothing more', () => {
    const failures: unknown[] = [];
    writeFileSync(join(folder, 'none'), '');
    new KeptPlace(join(folder, 'none', PLACE_FILE), plainDocumentFile, (error) => failures.push(error)).write(place);
    expect(failures).toHaveLength(1);
  });
});
