import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { OutputReader } from '../output/outputReader.ts';
import { launchIn, Listener, printed, temporaryFolder } from '../testing/launches.ts';
import type { Launch } from './launch.ts';
import { Pipes } from './pipes.ts';
import { ProcessHost } from './processHost.ts';

const folder = temporaryFolder();
const listener = new Listener();
const host = new ProcessHost(listener);
afterAll(() => {
  folder.remove();
});

async function run(changes: Partial<Launch>): Promise<Launch> {
  const launch = launchIn(folder.path, changes);
  host.start(launch);
  await listener.resultOf(launch.run);
  return launch;
}

/** What each stream brought, as text. */
function streams(launch: Launch): Record<string, string> {
  const found: Record<string, string> = {};
  for (const { stream, bytes } of new OutputReader(launch.folder).read(0, Number.MAX_SAFE_INTEGER).pieces) {
    found[stream] = (found[stream] ?? '') + bytes.toString('utf8');
  }
  return found;
}

describe.skipIf(process.platform === 'win32')('the streams of a program', () => {
  it('can be opened by their names', async () => {
    const launch = await run({
      program: { shell: 'echo a > /dev/stdout; echo b > /dev/stderr; echo c | tee /dev/stderr; echo d >> /dev/stdout' },
    });
    expect(streams(launch)).toEqual({ out: 'a\nc\nd\n', err: 'b\nc\n' });
  });

  it('bring everything in order, however much it is and however slowly it is taken', async () => {
    const lines = 200_000;
    const launch = await run({
      program: { shell: `seq 1 ${String(lines)}; seq 1 ${String(lines)} >&2` },
      outputLimit: 1 << 24,
    });
    const whole = Array.from({ length: lines }, (_, index) => `${String(index + 1)}\n`).join('');
    const { out, err } = streams(launch);
    expect(out === whole && err === whole).toBe(true);
  });

  it('are its own, also where many start at once, and nothing of them is left on the disk', async () => {
    const launches = await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        run({ program: { shell: `echo ${String(index)} > /dev/stdout; echo ${String(index)} > /dev/stderr` } }),
      ),
    );
    expect(launches.map(streams)).toEqual(launches.map((_, index) => ({ out: `${index}\n`, err: `${index}\n` })));
    const pipes = new Pipes();
    expect(pipes.take()).not.toBeNull();
    const own = `wakeful-pipes-${String(process.pid)}-`;
    const left = (): number => readdirSync(tmpdir()).filter((name) => name.startsWith(own)).length;
    // More are being made in the background.
    while (left() > 0) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(left()).toBe(0);
  });

  it('leave no names behind where their maker was killed', () => {
    const dead = spawnSync('true').pid;
    const left = join(tmpdir(), `wakeful-pipes-${String(dead)}-test`);
    mkdirSync(left);
    new Pipes().take();
    expect(existsSync(left)).toBe(false);
  });

  it('end where a program only closes them', async () => {
    const launch = await run({ program: { shell: 'echo last; exec >&- 2>&-; sleep 0.2; exit 4' } });
    expect(printed(launch)).toBe('last\n');
    expect(listener.results.get(launch.run)?.end).toEqual({ kind: 'exited', exitCode: 4 });
  });
});
