/** Measures keeping the output of real processes; prints one JSON object. Started by `run.mjs`, each measurement in a process of its own. */
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { OutputReader } from '../../main/adapters/output/outputReader.ts';
import type { AttemptResult, Launch } from '../../main/adapters/running/launch.ts';
import { ProcessHost } from '../../main/adapters/running/processHost.ts';

const MIB = 2 ** 20;
const [, , what = '', megabytes = '512'] = process.argv;
const size = Number(megabytes) * MIB;
const folder = mkdtempSync(join(tmpdir(), 'wakeful-bench-'));

const launch = (run: string, shell: string, outputLimit: number): Launch => ({
  run,
  attempt: 1,
  program: { shell, shellPath: '/bin/sh' },
  cwd: folder,
  env: { PATH: process.env['PATH'] ?? '', HOME: folder, WAKEFUL_RUN: run },
  stdin: '',
  folder: join(folder, run),
  outputLimit,
  secrets: [],
  secretFolder: join(folder, run, 'given'),
  secretFiles: {},
  nice: 0,
  limits: { memory: null, output: null, then: 'stop' },
  leaveChildren: false,
  graceMs: 1000,
  notBefore: null,
  successExitCodes: [0],
  artifacts: [],
  otherPath: null,
  otherEnvironment: 'minimal',
});

/** Runs launches at once and waits for the last of them; how long that took, seconds. */
async function runAll(launches: readonly Launch[]): Promise<number> {
  const begun = performance.now();
  await new Promise<void>((resolve, reject) => {
    let left = launches.length;
    const host = new ProcessHost({
      started: () => undefined,
      ended: ({ run, end, report }: AttemptResult) => {
        if (end.kind !== 'exited' || end.exitCode !== 0 || report.problems !== undefined) {
          reject(new Error(`${run}: ${JSON.stringify({ end, report })}`));
        }
        left -= 1;
        if (left === 0) resolve();
      },
    });
    for (const one of launches) host.start(one);
  });
  return (performance.now() - begun) / 1000;
}

/** A file of lines as programs print them. */
function input(): string {
  const path = join(folder, 'input');
  const line = '2026-03-02 03:00:07 INFO ingest: 1 of 1000 rows taken from source one, nothing unusual seen\n';
  // A piece at a time: what this process had in mind once would hide what it needs later.
  const piece = Buffer.alloc(MIB, line);
  const file = openSync(path, 'w');
  for (let written = 0; written < size; written += MIB) writeSync(file, piece);
  closeSync(file);
  // Into the page cache, for everybody alike.
  spawnSync('cat', [path], { stdio: 'ignore' });
  return path;
}

/** The most memory this process ever had, bytes. */
const peak = (): number => Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'latin1'))?.[1] ?? 0) * 1024;

/** The longest that the loop stood still while something is done, milliseconds. */
async function withLoop<T>(work: Promise<T>): Promise<{ readonly value: T; readonly stoodStill: number }> {
  let last = performance.now();
  let stoodStill = 0;
  const timer = setInterval(() => {
    const now = performance.now();
    stoodStill = Math.max(stoodStill, now - last - 5);
    last = now;
  }, 5);
  const value = await work;
  clearInterval(timer);
  return { value, stoodStill };
}

/** Runs a line of the shell that ends with `times`; how long it took, and the processor time of what the last part started, seconds. */
function shell(line: string): { readonly seconds: number; readonly cpu: number } {
  const begun = performance.now();
  const { status, stdout } = spawnSync('/bin/sh', ['-c', line], { cwd: folder, encoding: 'utf8' });
  const seconds = (performance.now() - begun) / 1000;
  const times = [...stdout.matchAll(/(\d+)m([\d.]+)s/g)].map(
    ([, minutes, rest]) => Number(minutes) * 60 + Number(rest),
  );
  // Two of the shell itself, two of its children.
  if (status !== 0 || times.length !== 4) throw new Error(`${line} ended with ${String(status)}: ${stdout}`);
  return { seconds, cpu: (times[2] ?? 0) + (times[3] ?? 0) };
}

/** Processor time of this process, which keeps the output, seconds. */
const cpuSince = (before: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
};

async function measure(): Promise<Readonly<Record<string, number>>> {
  switch (what) {
    case 'cat': {
      const path = input();
      return shell(`cat ${path} | { cat > ${join(folder, 'copy')}; times; }`);
    }
    case 'capped':
    case 'whole': {
      const path = input();
      await runAll([launch('warm', 'echo', MIB)]);
      const before = peak();
      const limit = what === 'whole' ? size : 10 * MIB;
      const used = process.cpuUsage();
      const { value, stoodStill } = await withLoop(runAll([launch('big', `cat ${path}`, limit)]));
      const cpu = cpuSince(used);
      const memory = peak() - before;
      const { total } = new OutputReader(join(folder, 'big')).read(-1, 1);
      if (total !== size) throw new Error(`Of ${String(size)} bytes ${String(total)} arrived.`);
      return { seconds: value, cpu, memory, stoodStill };
    }
    case 'fifty': {
      const path = input();
      await runAll([launch('warm', 'echo', MIB)]);
      const before = peak();
      const launches = Array.from({ length: 50 }, (_, index) =>
        launch(`run-${String(index)}`, `cat ${path}`, 10 * MIB),
      );
      const { value, stoodStill } = await withLoop(runAll(launches));
      const memory = peak() - before;
      for (const one of launches) {
        const { total } = new OutputReader(one.folder).read(-1, 1);
        if (total !== size) throw new Error(`${one.run}: of ${String(size)} bytes ${String(total)} arrived.`);
      }
      return { seconds: value, memory, stoodStill };
    }
    case 'short': {
      await runAll([launch('warm', 'echo', MIB)]);
      const launches = Array.from({ length: 50 }, (_, index) => launch(`run-${String(index)}`, 'echo done', MIB));
      return { seconds: await runAll(launches) };
    }
    default:
      throw new Error(`There is no measurement "${what}".`);
  }
}

try {
  console.log(JSON.stringify(await measure()));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
