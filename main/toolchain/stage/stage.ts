/**
 * The real window over the real engine at the end of a simulated month: the virtual computer of `wakeful simulate`, whose clock then stands
 * still, behind the same HTTP server as the headless program.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RunOutputs } from '../../adapters/runOutput.ts';
import { Downloads } from '../../program/downloads.ts';
import { readTimeline } from '../../engine/simulation/readTimeline.ts';
import { readJobsFile } from '../../engine/simulation/readJobsFile.ts';
import { MemoryStore } from '../../engine/simulation/memoryStore.ts';
import { VirtualMachine } from '../../engine/simulation/virtualMachine.ts';
import type { WishEvent } from '../../engine/simulation/timeline.ts';
import { instant } from '../../core/time/instant.ts';
import { UTC } from '../../core/time/zone.ts';
import { MemoryLedger } from '../../engine/memoryLedger.ts';
import type { Ports } from '../../engine/ports.ts';
import { createScheduler, type Scheduler } from '../../engine/scheduler.ts';
import { createProgram } from '../../engine/view/createProgram.ts';
import type { Program } from '../../engine/view/program.ts';
import { createWeb, serveHttp } from '../../headless/httpServer.ts';
import { VERSION } from '../../program/version.ts';
import type { RunUsage } from '../../../preload/contract.ts';
import { at, jobsText, NOW, timelineText } from './month.ts';
import { keepOutput, printedBy } from './output.ts';
import { inventedEnvironment, inventedSecrets, settingsInMemory } from './surroundings.ts';

const TOKEN = 'pictures';

/** So many runs of each job, the newest, have output. */
const WITH_OUTPUT = 60;

/** A window that can be looked at. */
export interface Stage {
  /** With the token. */
  readonly address: string;
  /** The present, in which the clock stands still. */
  readonly now: number;
  readonly program: Program;
  close(): Promise<void>;
}

interface Life {
  readonly scheduler: Scheduler;
  readonly ledger: MemoryLedger;
  readonly store: MemoryStore;
  readonly now: () => number;
}

/** Lives through both files, as `wakeful simulate` does, and stays at their end. */
function live(jobs: string, timeline: string): Life {
  const head = JSON.parse(timeline.split('\n')[0] ?? '') as { readonly start: string };
  const file = readJobsFile(JSON.parse(jobs), instant(Date.parse(head.start)), UTC);
  if (!file.ok) throw new Error(JSON.stringify(file.errors));
  const read = readTimeline(timeline, {
    jobs: new Set(file.value.jobs.map(({ job }) => job.id)),
    sequences: new Set(file.value.sequences.map(({ id }) => id)),
  });
  if (!read.ok) throw new Error(JSON.stringify(read.errors));

  const ledger = new MemoryLedger();
  const store = new MemoryStore();
  const launched: Scheduler[] = [];
  const launch = (ports: Ports): Scheduler => {
    // It is asked of failures only, just before they are written down.
    const lastLine = (run: string): string | null => {
      const entry = ledger.run(run);
      return entry === null
        ? null
        : (printedBy({ ...entry, outcome: 'failed' }, machine.world.now()).at(-1)?.text ?? null);
    };
    const scheduler = createScheduler({ ...ports, lastLine }, ledger, store, () => file.value.settings);
    scheduler.start();
    const saved = new Set(store.load().map(({ job }) => job.id));
    for (const stored of file.value.jobs) if (!saved.has(stored.job.id)) scheduler.saveJob(stored);
    const known = new Set(store.sequences().map(({ id }) => id));
    for (const sequence of file.value.sequences) if (!known.has(sequence.id)) scheduler.saveSequence(sequence);
    return scheduler;
  };
  const machine: VirtualMachine = new VirtualMachine(read.value, {
    everyHeartbeat: false,
    launch: (ports) => {
      const scheduler = launch(ports);
      launched.push(scheduler);
      return {
        evaluate: (reason) => scheduler.evaluate(reason),
        notice: (event) => scheduler.notice(event),
        started: (...news) => scheduler.runnerEvents.started(...news),
        ended: (...news) => scheduler.runnerEvents.ended(...news),
        wish: (wish) => wished(scheduler, wish),
        quit: () => void scheduler.quit('stop'),
      };
    },
  });
  machine.live();
  const scheduler = launched.pop();
  if (scheduler === undefined || !machine.isRunning) throw new Error('The month ends with a computer that is off.');
  return { scheduler, ledger, store, now: () => machine.world.now() };
}

/** The wishes that the month has. */
function wished(scheduler: Scheduler, wish: WishEvent): void {
  switch (wish.event) {
    case 'pause':
      scheduler.wish({ kind: 'pause', job: wish.job, until: wish.until });
      return;
    case 'cancelSequence':
      scheduler.wish({ kind: 'cancelSequence', sequence: wish.sequence, start: null, step: wish.step });
      return;
    case 'runNow':
    case 'skipNext':
      scheduler.wish({ kind: wish.event, job: wish.job });
      return;
    default:
      throw new Error(`The month has no wish "${wish.event}".`);
  }
}

/** Opens the window over the month; `empty`: over a Wakeful without a job, just started. */
export async function openStage(windowFolder: string, empty: boolean): Promise<Stage> {
  const nothing = `${JSON.stringify({ start: new Date(NOW - 60_000).toISOString(), zone: 'Europe/Berlin', end: 'PT1M' })}\n`;
  const { scheduler, ledger, store, now } = empty ? live('{"jobs":[]}', nothing) : live(jobsText(), timelineText());
  const folder = mkdtempSync(join(tmpdir(), 'wakeful-pictures-'));
  const outputs = new RunOutputs(folder);
  for (const { job } of store.load()) keepOutput(outputs, ledger.runs(job.id, { limit: WITH_OUTPUT }), now());
  const program = createProgram({
    scheduler,
    ledger,
    store,
    unreadable: () => [],
    settings: settingsInMemory({ quietHours: { from: '22:00', to: '07:00' } }),
    output: outputs,
    outputNews: { onGrowth: () => ({ dispose: () => undefined }) },
    downloads: new Downloads(outputs),
    usage: (runs) => Promise.resolve(runs.map((run) => usageOf(run, now()))),
    environment: inventedEnvironment(at(10, 27, 8, 10, 9)),
    secrets: inventedSecrets(at(9, 30, 18, 20)),
    tryWebhook: () => Promise.resolve({ taken: true, said: 'Taken, with status 200.' }),
    problems: { list: () => [], dismiss: () => false },
    clock: { now: () => instant(now()), localZone: () => 'Europe/Berlin' },
    chance: { draw: () => 0.5 },
    about: {
      version: VERSION,
      platform: 'linux',
      shell: 'headless',
      folders: {
        jobs: '/home/kim/.config/wakeful/jobs.json',
        settings: '/home/kim/.config/wakeful/settings.json',
        ledger: '/home/kim/.local/share/wakeful/ledger.sqlite3',
        output: '/home/kim/.local/share/wakeful/output',
      },
    },
    locale: 'en-GB',
    onDefect: (call, error) => {
      process.stderr.write(`${call}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    },
  });
  await readOldNotices(program);
  const server = await serveHttp(createWeb(program, TOKEN, windowFolder), 0, true);
  return {
    address: `http://127.0.0.1:${String(server.port)}/#token=${TOKEN}`,
    now: now(),
    program,
    close: async () => {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
      program.dispose();
    },
  };
}

/** The person has read what came before this morning. */
async function readOldNotices(program: Program): Promise<void> {
  const answer = await program.invoke('listInbox', { before: null, limit: 1000 });
  if (!answer.ok) return;
  const old = answer.value.filter((entry) => entry.at < at(10, 27, 8)).map(({ id }) => id);
  await program.invoke('markRead', { ids: old });
}

/** What a run that goes on uses, as invented as its output. */
const usageOf = (run: string, at: number): RunUsage => ({
  run,
  at,
  cpuMs: 68_400,
  memory: 213 * 1024 * 1024,
  peakMemory: 240 * 1024 * 1024,
  processes: 3,
});
