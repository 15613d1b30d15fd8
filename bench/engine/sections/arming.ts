import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { everySeconds, farAway } from '../contender.ts';
import { follow, ongoing, type Ongoing } from '../processes.ts';
import { memoryOf, type Memory } from '../memory.ts';
import { cpuMsOf, serve, writeJobs, type Served } from '../program.ts';
import { timely } from '../timely.ts';
import { median, mib, ms, table } from '../tables.ts';
import { newFolder } from '../world.ts';

const COUNT = 10_000;
const NAMES = ['bare', 'Wakeful', 'croner', 'node-schedule', 'cron'] as const;
/** Length of the rest, seconds. */
const REST = 60;
/** Jobs kept while idling before each start. */
const IDLE_JOBS = 1000;
/** Seconds between starts: what a contender idles. */
const IDLE = 15;
const STARTS = 10;

interface Armed {
  readonly wallMs: number;
  readonly cpuMs: number;
}
interface Rested extends Memory {
  readonly cpuMs: number;
}

/** Arms 10,000 jobs and lets them rest, while others idle with 1,000 and start one now and then: what waits takes a while, so it waits together. */
export async function section(): Promise<string> {
  const resting = new Map<string, { readonly ongoing: Ongoing; readonly armed: Armed }>();
  for (const name of NAMES) {
    const one = ongoing('armed', name, name === 'bare' ? '0' : String(COUNT));
    resting.set(name, { ongoing: one, armed: JSON.parse(await one.line()) as Armed });
  }
  const program = await restingProgram();
  const idling = await startIdling();
  // What was just started settles first: the garbage of starting is collected within two minutes.
  await wait(110_000);
  const cpuBefore = cpuMsOf(program.child.pid ?? 0);
  const rested = new Map(
    await Promise.all(
      [...resting].map(async ([name, { ongoing: one }]): Promise<[string, Rested]> => {
        one.tell(String(REST));
        return [name, JSON.parse(await one.line()) as Rested];
      }),
    ),
  );
  const programCpu = cpuMsOf(program.child.pid ?? 0) - cpuBefore;
  const programMemory = memoryOf(program.child.pid ?? 0);
  await program.stop();
  const waking = await idling();
  return [armingTable(resting, rested, { cpuMs: programCpu, ...programMemory, started: program }), waking].join('\n\n');
}

function armingTable(
  resting: ReadonlyMap<string, { readonly armed: Armed }>,
  rested: ReadonlyMap<string, Rested>,
  program: Rested & { readonly started: Served },
): string {
  const bare = rested.get('bare');
  if (bare === undefined) throw new Error('A bare Node.js was not measured.');
  const at = ({ cpuMs, rss, own }: Rested): string[] => [
    mib(rss),
    mib(rss - bare.rss),
    mib(own - bare.own),
    `${((cpuMs / (REST * 1000)) * 100).toFixed(3)} %`,
  ];
  const rows = NAMES.map((name) => {
    const armed = resting.get(name)?.armed;
    const rest = rested.get(name);
    if (armed === undefined || rest === undefined) return [name];
    if (name === 'bare') return ['a bare Node.js', '–', '–', ...at(rest)];
    return [name, ms(armed.cpuMs), ms(armed.wallMs), ...at(rest)];
  });
  const { startedCpuMs, startedMs } = program.started;
  const whole = ['the whole program, headless', ms(startedCpuMs), ms(startedMs), ...at(program)];
  const head = [
    '10,000 jobs',
    'reading and arming, processor time',
    'by the clock',
    'memory',
    'over a bare Node.js',
    'of that its own',
    'processor at rest',
  ];
  return `#### Arming 10,000 jobs, and resting with them for a minute\n\n${table(head, [...rows, whole])}`;
}

async function restingProgram(): Promise<Served> {
  const home = newFolder();
  writeJobs(home, documents(COUNT), Date.now() - 1000);
  return serve(home, true);
}

const documents = (count: number): Record<string, unknown>[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `job-${String(index)}`,
    run: { command: ['true'] },
    triggers: [{ type: 'cron', expression: farAway(index, Date.now()).cron.slice(2) }],
  }));

/** Starts everybody that idles and starts a program now and then; what is called afterwards ends them and makes the table. */
async function startIdling(): Promise<() => Promise<string>> {
  const folder = newFolder();
  const stamp = firstInstruction(folder);
  if (stamp === null) return () => Promise.resolve('Starts after idling were left out: there is no C compiler.');
  const fileOf = (name: string): string => join(folder, name.replace(/\W/g, ''));
  const offsets = new Map<string, number>();
  const children: ChildProcess[] = [];
  for (const [index, name] of ['bare', 'croner', 'node-schedule', 'cron'].entries()) {
    const offset = 2 + index * 2;
    offsets.set(name, offset);
    const one = ongoing('waking', name, String(offset), String(IDLE), String(IDLE_JOBS), fileOf(name), stamp);
    await one.line();
    children.push(one.child);
  }
  const python = await startPython([10, IDLE, IDLE_JOBS].map(String), [fileOf('APScheduler'), stamp]);
  if (python !== null) {
    offsets.set('APScheduler', 10);
    children.push(python);
  }
  const home = newFolder();
  const own = {
    id: 'probe',
    run: { command: [stamp, fileOf('Wakeful')] },
    triggers: [{ type: 'onCalendar', expression: everySeconds(IDLE, 0).onCalendar }],
  };
  writeJobs(home, [...documents(IDLE_JOBS - 1), own], Date.now() - 1000);
  const program = await serve(home, true);
  offsets.set('Wakeful', 0);
  const until = Date.now() + STARTS * IDLE * 1000 + 5000;
  return async () => {
    await wait(until - Date.now());
    for (const child of children) child.kill();
    await program.stop();
    const rows = ['Wakeful', ...[...offsets.keys()].filter((name) => name !== 'Wakeful')].map((name) =>
      lateness(name, fileOf(name), offsets.get(name) ?? 0),
    );
    const head = ['1,000 jobs, idle for 15 s', 'starts', 'median', 'earliest', 'latest'];
    return `#### From due to the first instruction of the process\n\n${table(head, rows)}`;
  };
}

/** How late the first instructions were, by the grid of their moments. */
function lateness(name: string, file: string, offset: number): string[] {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const late = text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const since = Number(BigInt(line) - BigInt(offset) * 1_000_000_000n) / 1e6;
      const period = IDLE * 1000;
      return since - Math.round(since / period) * period;
    });
  const title = name === 'bare' ? 'a bare timer and spawn' : name;
  if (late.length === 0) return [title, '0', '–', '–', '–'];
  return [title, String(late.length), ms(median(late)), ms(Math.min(...late)), ms(Math.max(...late))];
}

/** The program that is started: it says when it began. Null where it cannot be compiled. */
function firstInstruction(folder: string): string | null {
  const program = join(folder, 'first-instruction');
  const { status } = spawnSync('cc', ['-O1', '-static', '-o', program, 'bench/engine/firstInstruction.c']);
  return status === 0 ? program : null;
}

/** APScheduler where pip can bring it quickly; null where not. */
async function startPython(numbers: readonly string[], paths: readonly string[]): Promise<ChildProcess | null> {
  const packages = 'node_modules/.cache/bench-engine-python';
  mkdirSync(packages, { recursive: true });
  if (!existsSync(join(packages, 'apscheduler'))) {
    spawnSync('python3', ['-m', 'pip', 'install', '--quiet', '--target', packages, 'apscheduler==3.11.0'], {
      timeout: 60_000,
    });
  }
  if (!existsSync(join(packages, 'apscheduler'))) return null;
  const { file, args } = timely('python3', ['bench/engine/contenders/idleInPython.py', ...numbers, ...paths]);
  const child = spawn(file, args, {
    env: { ...process.env, PYTHONPATH: packages },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  try {
    await follow(child).line();
    return child;
  } catch {
    // It did not come up: then it is not compared.
    return null;
  }
}

const wait = (length: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, length));
