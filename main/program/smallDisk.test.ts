/**
 * The headless program on a disk that fills up, or may not be written: it goes on or stops with a clear message, what was acknowledged is
 * there afterwards, and it recovers when there is room again.
 */
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FINAL, LiveProgram, readLedger, wait, writeJobs } from './testing/liveProgram.ts';

let folder = '';
let disk = '';
let program: LiveProgram;

/** Why there can be no small disk here; null where there can. */
function noSmallDisk(): string | null {
  if (process.platform !== 'linux') return 'a small disk is made with tmpfs, which is on Linux';
  if (process.getuid?.() !== 0) return 'only the administrator may mount one';
  const probe = mkdtempSync(join(tmpdir(), 'wakeful-mount-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', probe], { stdio: 'ignore' });
    execFileSync('umount', [probe]);
    return null;
  } catch {
    return 'the system refuses to mount one';
  } finally {
    rmSync(probe, { recursive: true });
  }
}

const reason = noSmallDisk();
if (reason !== null) console.log(`left out: the program on a full and a read-only disk: ${reason}`);

const everySecond = {
  id: 'second',
  run: { command: ['true'] },
  triggers: [{ type: 'onCalendar', expression: '*-*-* *:*:* UTC' }],
};

/** Fills the disk to its last block. */
function fill(): void {
  for (const block of [1 << 16, 1 << 12, 1]) {
    try {
      for (let piece = 0; ; piece += 1) {
        writeFileSync(join(disk, `ballast-${String(block)}-${String(piece)}`), Buffer.alloc(block));
      }
    } catch {
      // That nothing more fits is the aim.
    }
  }
}

const empty = (): void => {
  execFileSync('sh', ['-c', 'rm -f "$0"/ballast-*', disk]);
};

describe.runIf(reason === null)('the program on a small disk', () => {
  beforeAll(async () => {
    program = await LiveProgram.build();
  });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'wakeful-disk-'));
    disk = join(folder, 'disk');
    execFileSync('mkdir', [disk]);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', disk]);
    writeJobs(disk, [everySecond], Date.now());
  });
  afterEach(async () => {
    program.killAll();
    await wait(200);
    execFileSync('umount', ['-l', disk]);
    rmSync(folder, { recursive: true, force: true });
  });
  afterAll(() => {
    program.remove();
  });

  it('goes on while the disk is full, says so, keeps what was acknowledged, and recovers when there is room', async () => {
    const life = program.serve(disk);
    await expect.poll(life.said, { timeout: 20_000, interval: 50 }).toContain('serves at');
    await expect.poll(() => readLedger(disk).runs.length, { timeout: 10_000 }).toBeGreaterThan(1);
    fill();
    const status = async (): Promise<string> => (await program.command(disk, ['status'])).said;
    // A log with room left in it takes some more; then nothing fits.
    await expect.poll(status, { timeout: 30_000, interval: 500 }).toContain('The history cannot be written');
    const { due } = readLedger(disk);
    const acknowledged = due.filter(({ fate }) => FINAL.has(fate)).map((entry) => JSON.stringify(entry));
    expect(acknowledged.length).toBeGreaterThan(0);
    await wait(1500);
    expect(life.child.exitCode).toBeNull();

    empty();
    await expect.poll(status, { timeout: 20_000, interval: 500 }).not.toContain('cannot be written');
    const before = readLedger(disk).accounted;
    await expect.poll(() => readLedger(disk).accounted, { timeout: 10_000 }).toBeGreaterThan(before);
    await program.end(life, 'SIGTERM');
    expect(life.child.exitCode, life.said()).toBe(0);

    const { due: after, since, accounted } = readLedger(disk);
    const kept = new Set(after.map((entry) => JSON.stringify(entry)));
    for (const entry of acknowledged) expect(kept).toContain(entry);
    // Also of the time without room every due moment has its entry, and only one.
    const seconds = after
      .flatMap(({ due: first, count }) => Array.from({ length: count }, (_, k) => first + k * 1000))
      .sort((a, b) => a - b);
    const wanted: number[] = [];
    for (let at = Math.ceil((since + 1) / 1000) * 1000; at <= accounted; at += 1000) wanted.push(at);
    expect(seconds).toEqual(wanted);
  });

  it.each([
    ['full', fill, empty],
    [
      'read-only',
      () => execFileSync('mount', ['-o', 'remount,ro', disk]),
      () => execFileSync('mount', ['-o', 'remount,rw', disk]),
    ],
  ])('does not start on a disk that is %s, says why, and starts when that is over', async (what, make, undo) => {
    make();
    const refused = program.serve(disk);
    await once(refused.child, 'close');
    expect(refused.child.exitCode).toBe(1);
    expect(refused.said()).toMatch(what === 'full' ? /disk is full|no space/i : /read-only|may not be written/i);
    expect(refused.said()).not.toMatch(/\n\s+at /);
    undo();
    const life = program.serve(disk);
    await expect.poll(life.said, { timeout: 20_000, interval: 50 }).toContain('serves at');
    await program.end(life, 'SIGTERM');
    expect(life.child.exitCode, life.said()).toBe(0);
  });
});
