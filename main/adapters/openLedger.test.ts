import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  openSync,
  closeSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { instant } from '../core/time/instant.ts';
import { LedgerError, type Change } from '../engine/ledger.ts';
import { dueEntry } from '../engine/testing/ledgerConformance.ts';
import { LEDGER_FILE, openLedger } from './openLedger.ts';
import { SCHEMA_VERSION } from './ledger/schema.ts';
import { temporaryFolder } from './testing/launches.ts';

const now = instant(Date.UTC(2026, 10, 25, 22));
let folder = temporaryFolder();
let path = '';
beforeEach(() => {
  folder = temporaryFolder();
  path = join(folder.path, LEDGER_FILE);
});
afterEach(() => {
  folder.remove();
});

const due = (id: number, body = ''): Change => ({ kind: 'due', entry: dueEntry(id, { facts: { also: body } }) });

function kindOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof LedgerError) return error.kind;
    throw error;
  }
  return 'no error';
}

/** A ledger with some history, closed. */
function written(count = 200): void {
  const { ledger } = openLedger(folder.path, now);
  for (let id = 1; id <= count; id += 1) ledger.commit([due(id, 'x'.repeat(200))]);
  ledger.close();
}

describe('a ledger that is opened', () => {
  it('is made with its folder where there is none', () => {
    const { ledger, problem } = openLedger(join(folder.path, 'new', 'folder'), now);
    expect(problem).toBeNull();
    expect(ledger.open().nextId).toBe(1);
    ledger.close();
    if (process.platform !== 'win32') expect(statSync(join(folder.path, 'new')).mode & 0o077).toBe(0);
  });

  it.each([
    [
      'no database',
      () => {
        writeFileSync(path, 'Dear diary, '.repeat(100));
      },
    ],
    [
      'cut short',
      () => {
        written();
        writeFileSync(path, readFileSync(path).subarray(0, 50));
      },
    ],
    [
      'zeros',
      () => {
        writeFileSync(path, Buffer.alloc(8192));
      },
    ],
    [
      'overwritten in its middle',
      () => {
        written();
        const file = openSync(path, 'r+');
        for (let page = 1; page < 60; page += 1) writeSync(file, Buffer.alloc(2000, 0x5a), 0, 2000, page * 4096);
        closeSync(file);
      },
    ],
    [
      'cut to a few pages',
      () => {
        written();
        writeFileSync(path, readFileSync(path).subarray(0, 3 * 4096));
      },
    ],
    [
      'another program’s database',
      () => {
        execFileSync('python3', [
          '-c',
          'import sqlite3,sys; c=sqlite3.connect(sys.argv[1]); c.execute("create table t(a)"); c.commit()',
          path,
        ]);
      },
    ],
  ])('is kept aside where it is damaged (%s), and a new one begins that knows it', (_, damage) => {
    damage();
    const before = readFileSync(path);
    const { ledger, problem } = openLedger(folder.path, now);
    const aside = join(folder.path, 'ledger.damaged-2026-11-25T22-00-00Z.sqlite3');
    expect(problem).toMatchObject({ code: 'ledgerDamaged', field: aside });
    expect(readFileSync(aside).equals(before)).toBe(true);
    const [notice] = ledger.notices({ limit: 5 });
    expect(notice).toMatchObject({ kind: 'storage', at: now, title: 'The history was damaged', read: false });
    expect(notice?.body).toContain(aside);
    ledger.commit([due(ledger.open().nextId)]);
    ledger.close();
    const again = openLedger(folder.path, now);
    expect(again.problem).toBeNull();
    expect([...again.ledger.everything()]).toHaveLength(2);
    again.ledger.close();
  });

  it('is refused where a newer version wrote it, and stays byte for byte', () => {
    written();
    const file = openSync(path, 'r+');
    writeSync(file, Buffer.from([0, 0, 0, SCHEMA_VERSION + 1]), 0, 4, 60);
    closeSync(file);
    const before = readFileSync(path);
    expect(kindOf(() => openLedger(folder.path, now))).toBe('newer');
    expect(readdirSync(folder.path)).toEqual([LEDGER_FILE]);
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('opens over the marker that a killed process left', () => {
    written();
    mkdirSync(`${path}.lock`);
    const { ledger } = openLedger(folder.path, now);
    expect(ledger.open().nextId).toBe(201);
    ledger.close();
  });

  it('opens where a crash left an empty file', () => {
    writeFileSync(path, '');
    const { ledger, problem } = openLedger(folder.path, now);
    expect(problem).toBeNull();
    ledger.close();
  });
});

const canMount = ((): boolean => {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  const probe = temporaryFolder();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', probe.path], { stdio: 'ignore' });
    execFileSync('umount', [probe.path]);
    return true;
  } catch {
    return false;
  } finally {
    probe.remove();
  }
})();

// Left out where nobody may mount: only the administrator on Linux can make a small disk.
describe.runIf(canMount)('a ledger on a small disk', () => {
  let disk = '';
  beforeEach(() => {
    disk = join(folder.path, 'disk');
    mkdirSync(disk);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', disk]);
  });
  afterEach(() => {
    execFileSync('umount', ['-l', disk]);
  });

  it('refuses a commit whole when the disk is full, and goes on when there is room again', () => {
    const { ledger } = openLedger(disk, now);
    ledger.commit([due(1)]);
    writeFileSync(join(disk, 'ballast'), Buffer.alloc(300_000));
    let kind = 'no error';
    let id = 2;
    for (; kind === 'no error' && id < 2000; id += 1) {
      kind = kindOf(() => {
        ledger.commit([due(id, 'x'.repeat(3000)), { kind: 'state', entry: { key: 'watermark', value: id } }]);
      });
    }
    expect(kind).toBe('full');
    const refused = id - 1;
    const there = (): unknown[] => [
      [...ledger.everything()].length,
      ledger.open().state.get('watermark'),
      ledger.fateCounts('ingest', 'day', instant(0), instant(1e13)).reduce((sum, { ran }) => sum + ran, 0),
    ];
    expect(there()).toEqual([refused - 1, refused - 1, refused - 1]);
    for (let again = 0; again < 3; again += 1) {
      expect(
        kindOf(() => {
          ledger.commit([due(refused, 'x'.repeat(500_000))]);
        }),
      ).toBe('full');
    }
    expect(there()).toEqual([refused - 1, refused - 1, refused - 1]);
    rmSync(join(disk, 'ballast'));
    ledger.commit([due(refused), { kind: 'state', entry: { key: 'watermark', value: refused } }]);
    expect(there()).toEqual([refused, refused, refused]);
    ledger.close();
    const { ledger: reopened, problem } = openLedger(disk, now);
    expect(problem).toBeNull();
    expect(reopened.open().state.get('watermark')).toBe(refused);
    reopened.close();
  });

  it('cannot begin on a full disk, and says that it is full', () => {
    try {
      writeFileSync(join(disk, 'ballast'), Buffer.alloc(2_000_000));
    } catch {
      // That it does not fit is the point.
    }
    expect(kindOf(() => openLedger(disk, now))).toBe('full');
  });

  it('says that the disk is read-only, and goes on when it is not', () => {
    const { ledger } = openLedger(disk, now);
    ledger.commit([due(1)]);
    ledger.close();
    execFileSync('mount', ['-o', 'remount,ro', disk]);
    expect(kindOf(() => openLedger(disk, now))).toBe('readOnly');
    execFileSync('mount', ['-o', 'remount,rw', disk]);
    const { ledger: reopened, problem } = openLedger(disk, now);
    expect(problem).toBeNull();
    expect([...reopened.everything()]).toHaveLength(1);
    reopened.close();
  });
});
