import type { Job, StoredJob } from '../../core/job.ts';
import { duration, instant, type Instant } from '../../core/time/instant.ts';
import { parseTrigger, type Trigger } from '../../core/triggers/registry.ts';
import { UTC } from '../../core/time/zone.ts';
import { MemoryLedger } from '../memoryLedger.ts';
import type { Ledger } from '../ledger.ts';
import type { AttemptSpec, EngineSettings, JobStore, Ports } from '../ports.ts';
import { createScheduler, type Scheduler } from '../scheduler.ts';
import { MemoryStore } from '../simulation/memoryStore.ts';

/** A computer that stands still until the test moves it: for tests of one evaluation, where the virtual machine would be too much. */
export class StillWorld {
  now: number;
  mono = 0;
  booted: number;
  boot = 'boot-1';
  zone = 'UTC';
  online = true;
  power: 'ac' | 'battery' = 'ac';
  wifi: string | null = null;
  alarm: Instant | null = null;
  lead = 0;
  lastLine: string | null = null;
  readonly files = new Set<string>();
  readonly started: AttemptSpec[] = [];
  readonly stopped: string[] = [];
  /** Runs whose processes a runner would find again after a crash. */
  readonly adoptable = new Set<string>();
  readonly shown: string[] = [];
  readonly ledger: Ledger;
  readonly store: JobStore;
  settings: EngineSettings = {
    catchUpAtOnce: 2,
    networkGrace: duration(30_000),
    keepHistory: duration(400 * 86_400_000),
    quietHours: null,
  };
  scheduler: Scheduler;

  constructor(start: string, jobs: readonly StoredJob[] = [], ledger: Ledger = new MemoryLedger()) {
    this.now = Date.parse(start);
    this.booted = this.now - 60_000;
    this.ledger = ledger;
    this.store = new MemoryStore(jobs);
    this.scheduler = this.launch();
  }

  /** A new engine on the same ledger and store, not started. */
  launch(): Scheduler {
    const scheduler: Scheduler = createScheduler(this.#ports(), this.ledger, this.store, () => this.settings);
    this.scheduler = scheduler;
    return scheduler;
  }

  /** Time passes awake, and the alarm rings where it is due. */
  pass(ms: number): void {
    const until = this.now + ms;
    while (this.alarm !== null && this.alarm <= until) {
      this.mono += Math.max(0, this.alarm - this.now);
      this.now = Math.max(this.now, this.alarm);
      this.scheduler.evaluate('alarm');
    }
    this.mono += until - this.now;
    this.now = until;
  }

  sleep(ms: number): void {
    this.scheduler.notice({ kind: 'suspend' });
    this.now += ms;
    this.scheduler.notice({ kind: 'resume' });
  }

  stepClock(ms: number): void {
    this.now += ms;
    this.booted += ms;
  }

  /** The process of a run ends. */
  end(run: string, exitCode = 0, outputs: Readonly<Record<string, unknown>> = {}): void {
    const attempt = this.started.filter((spec) => spec.run === run).length;
    this.scheduler.runnerEvents.ended(run, attempt, { kind: 'exited', exitCode }, { outputs, fingerprint: null });
  }

  #ports(): Ports {
    return {
      clock: {
        now: () => instant(this.now),
        monotonic: () => this.mono,
        localZone: () => this.zone,
      },
      alarm: {
        setOnce: (at) => {
          this.alarm = at;
        },
        ...(this.lead === 0 ? {} : { lead: duration(this.lead) }),
      },
      runner: {
        start: (spec) => void this.started.push(spec),
        stop: (run) => void this.stopped.push(run),
        adopt: (run) => this.adoptable.has(run),
      },
      probes: {
        network: () => ({ holds: this.online, said: this.online ? 'online' : 'offline' }),
        power: () => ({ state: this.power, said: this.power }),
        idle: () => null,
        load: () => 0,
        wifi: () => this.wifi,
        command: () => undefined,
      },
      watchers: {
        watch: () => undefined,
        isNotEmpty: (directory) => this.files.has(directory),
        exists: (path) => this.files.has(path),
      },
      notifier: { show: (notice) => void this.shown.push(notice.title) },
      lastLine: () => this.lastLine,
      machine: { bootedAt: () => instant(this.booted), bootId: () => this.boot },
      chance: { draw: () => 0.5 },
    };
  }
}

/** A trigger as it would be read from a document. */
export function triggerOf(json: unknown, now: string): Trigger {
  const read = parseTrigger(json, { now: instant(Date.parse(now)), zone: UTC, draw: () => 0.5 });
  if (!read.ok) throw new Error(read.error.message);
  return read.value;
}

/** A job with every default, saved at `at`. */
export function jobOf(id: string, at: string, triggers: readonly unknown[], more: Partial<Job> = {}): StoredJob {
  const none = duration(0);
  const job: Job = {
    id,
    name: id,
    description: '',
    tags: [],
    enabled: true,
    run: { command: ['true'] },
    cwd: null,
    env: {},
    secrets: [],
    secretFiles: [],
    stdin: '',
    environment: 'login',
    zone: 'local',
    triggers: triggers.map((trigger) => triggerOf(trigger, at)),
    catchUp: { runs: 'latest', within: null, limit: 10, afterSleep: true, afterOff: true },
    conditions: [],
    anyUpstream: false,
    deadline: duration(24 * 3_600_000),
    blackouts: [],
    concurrency: 'forbid',
    queueLimit: 1,
    max: 5,
    priority: 0,
    retry: { limit: 0, delay: none, factor: 2, maxDelay: null, jitter: 0, onExitCodes: null },
    timeout: { attempt: null, total: null, grace: duration(20_000) },
    successExitCodes: [0],
    artifacts: [],
    outputLimit: 10_485_760,
    limits: { memory: null, output: null, then: 'stop' },
    nice: 0,
    keepAwake: false,
    leaveChildren: false,
    notify: { failure: true, afterFailures: 1, recovery: true, missed: false, stillRunningAfter: null, ping: null },
    giveUpAfter: null,
    ...more,
  };
  const created = instant(Date.parse(at));
  return { document: { name: id, run: job.run }, job, created, enabledAt: created, revision: 1 };
}
