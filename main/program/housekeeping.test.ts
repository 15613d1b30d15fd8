import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { OutputWriter } from '../adapters/output/outputWriter.ts';
import { RunOutputs } from '../adapters/runOutput.ts';
import { defaultSettings } from '../core/documents/settings.ts';
import { instant } from '../core/time/instant.ts';
import { MemoryLedger } from '../engine/memoryLedger.ts';
import { keepHouse } from './housekeeping.ts';
import { StartedWakeful } from './testing/startedWakeful.ts';

const DAY = 86_400_000;

afterEach(() => {
  vi.useRealTimers();
});

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

it('output is compressed once its day is over, read all the same, and removed when its time is over', async () => {
  const root = mkdtempSync(join(tmpdir(), 'wakeful-house-'));
  const now = Date.UTC(2026, 10, 25, 12);
  const outputs = new RunOutputs(root);
  for (const [run, age] of [
    ['today', 0],
    ['old', 3],
    ['ancient', 91],
  ] as const) {
    const writer = new OutputWriter(outputs.folderFor(run, instant(now - age * DAY)), 1 << 20, []);
    writer.write('out', Buffer.from(`${run}\n`.repeat(1000)));
    writer.close();
  }
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const defects: unknown[] = [];
  const house = keepHouse(
    { ledger: new MemoryLedger(), outputs },
    () => defaultSettings,
    () => instant(now),
    (error) => void defects.push(error),
  );
  try {
    expect(outputs.tail('ancient', 1)).toEqual(['ancient']);
    await vi.advanceTimersByTimeAsync(3 * 60_000);
    vi.useRealTimers();
    const folder = join(root, dayOf(now - 3 * DAY), 'old');
    await vi.waitFor(() => {
      expect(readdirSync(folder)).toEqual(['output.head.gz']);
    });
    expect(outputs.tail('old', 1)).toEqual(['old']);
    expect(readdirSync(join(root, dayOf(now), 'today'))).toEqual(['output.head']);
    expect(existsSync(join(root, dayOf(now - 91 * DAY)))).toBe(false);
    expect(defects).toEqual([]);
  } finally {
    house.dispose();
    rmSync(root, { recursive: true, force: true });
  }
});

it('the program keeps house by itself, some minutes after its start', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true });
  const world = new StartedWakeful();
  try {
    const { run } = await world.run(await world.add({ name: 'Old', run: { command: ['echo', 'kept'] } }));
    // As if it had run some days ago, and another so long ago that nothing of it is kept.
    const output = join(world.home, 'output');
    const [today] = readdirSync(output);
    const [old, ancient] = [dayOf(Date.now() - 5 * DAY), dayOf(Date.now() - 100 * DAY)];
    renameSync(join(output, today!), join(output, old));
    mkdirSync(join(output, ancient, 'r1'), { recursive: true });
    await vi.advanceTimersByTimeAsync(2.5 * 60_000);
    await world.until(() => existsSync(join(output, old, run, 'output.head.gz')));
    expect(existsSync(join(output, ancient))).toBe(false);
    expect(await world.output(run)).toBe('kept\n');
    expect(world.logged).toEqual([]);
  } finally {
    vi.useRealTimers();
    await world.dispose();
  }
});
