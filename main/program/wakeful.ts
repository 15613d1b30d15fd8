import { join } from 'node:path';
import type { OpenDocumentFile } from '../adapters/documents/documentFile.ts';
import type { Folders } from '../adapters/folders.ts';
import { startHeartbeat } from '../adapters/heartbeat.ts';
import { type KeepAwake, systemKeepAwake } from '../adapters/keepAwake.ts';
import { SystemMachine } from '../adapters/machine.ts';
import { NodeScheduleAlarm } from '../adapters/nodeScheduleAlarm.ts';
import { LEDGER_FILE, openLedger } from '../adapters/openLedger.ts';
import { LoginEnvironment, loginEnvironmentFile } from '../adapters/loginEnvironment.ts';
import { BlackoutFiles } from '../adapters/blackoutFiles.ts';
import { FileWatchers } from '../adapters/fileWatchers.ts';
import { Outbox, OUTBOX_FILE } from '../adapters/outgoing/outbox.ts';
import { type ProbesOptions, SystemProbes } from '../adapters/probes.ts';
import { watchWorld } from '../adapters/worldWatch.ts';
import { ProcessRunner } from '../adapters/processRunner.ts';
import { RunOutputs } from '../adapters/runOutput.ts';
import type { HelperCommand } from '../adapters/spawnHelper/helperLink.ts';
import { JOBS_FILE, StoredJobs } from '../adapters/storedJobs.ts';
import { SETTINGS_FILE, StoredSettings } from '../adapters/storedSettings.ts';
import { SECRETS_FILE, StoredSecrets } from '../adapters/storedSecrets.ts';
import type { SecretBox } from '../adapters/secrets/secretBox.ts';
import { SystemClock } from '../adapters/systemClock.ts';
import type { Settings } from '../core/documents/settings.ts';
import type { Problem } from '../core/problem.ts';
import { type Duration, duration } from '../core/time/instant.ts';
import { stableDraw } from '../core/triggers/stableDraw.ts';
import type { Disposable, JobStore, Notifier, QuitRule, RunnerEvents, WorldEvent } from '../engine/ports.ts';
import { createScheduler, type Scheduler } from '../engine/scheduler.ts';
import { createProgram } from '../engine/view/createProgram.ts';
import type { Program } from '../engine/view/program.ts';
import { zoneNamed } from '../engine/zones.ts';
import { type Download, Downloads } from './downloads.ts';
import { takeEdits } from './editedJobs.ts';
import { keepHouse } from './housekeeping.ts';
import { keepAwakeWhileRunning } from './keepingAwake.ts';
import { localeOf } from './localeOf.ts';
import { OutputGrowth } from './outputGrowth.ts';
import { startReadingAhead } from './readingAhead.ts';
import { KeptProblems } from './problemList.ts';
import { surroundings } from './surroundings.ts';
import { Telling } from './telling.ts';

/** How long quitting waits for what is being sent just now; the rest is sent after the next start. Milliseconds. */
const LAST_WORDS_MS = 1500;

/** Of the time to shut down, what is kept for ending what was left and writing it down. Milliseconds. */
const AFTER_STOPPING_MS = 1500;

/** What a shell brings along. */
export interface WakefulOptions {
  readonly shell: 'desktop' | 'headless';
  readonly version: string;
  readonly folders: Folders;
  /** Writer of small documents: electron-store on the desktop, conf headless. */
  readonly openDocument: OpenDocumentFile;
  readonly notifier: Notifier;
  /** What seals secrets; the first that can be used does. Empty: there is no place for secrets. */
  readonly secretBoxes: readonly SecretBox[];
  /** Keeps the computer awake while a job runs that asks for it. Absent: by a program of the system. */
  readonly keepAwake?: KeepAwake;
  /** What is wrong with the shell's own ways of telling, now. */
  readonly shellProblems?: () => readonly Problem[];
  /** The resident helper that starts processes; null: this process starts them. */
  readonly helper: HelperCommand | null;
  /** What only the shell can tell of the computer: time without input, and power where the system says it better. */
  readonly senses?: Pick<ProbesOptions, 'idle' | 'power'>;
  /** Takes defects and what went wrong on the way, for the log. */
  readonly log: (sentence: string, error: unknown) => void;
}

/** A Wakeful that runs. */
export interface Wakeful {
  readonly program: Program;
  readonly scheduler: Scheduler;
  readonly settings: () => Settings;
  /** What the window may have at a path, once (`downloadOutput`); null where there is nothing. */
  download(path: string): Download | null;
  /** Something happened to the computer (sleep, lock, mains power): the shell passes on what its system tells it. */
  notice(event: WorldEvent): void;
  /**
   * Ends it: runs in progress by the rule (default: that of the setting `onQuit`, see `ruleOf`), then everything that is open. Resolves when
   * the last word is on the disk. Calling it twice waits for the same end; with the rule `stop` it comes at once.
   */
  quit(rule?: QuitRule): Promise<void>;
  /**
   * Ends it because the computer shuts down: what runs is stopped, with as much of its grace as the system leaves time for. Resolves within
   * about `withinMs`; what is not written down by then is settled at the next start.
   */
  shutDown(withinMs: number): Promise<void>;
}

/**
 * Puts Wakeful together over this computer: the one composition of both shells (`desktop`, `headless`), which differ only in what `options`
 * brings. The caller holds the single-instance lock of `folders.data`. Throws `LedgerError` where there is no history to work with
 * (a newer version's, a full or read-only disk).
 */
export function startWakeful(options: WakefulOptions): Wakeful {
  const { folders, log } = options;
  const locale = localeOf();
  const clock = new SystemClock();
  const now = () => clock.now();
  const settings = new StoredSettings({
    path: join(folders.config, SETTINGS_FILE),
    open: options.openDocument,
    now,
  });
  const store = new StoredJobs({
    path: join(folders.config, JOBS_FILE),
    open: options.openDocument,
    now,
    zone: () => zoneNamed(clock.localZone()),
    draw: (job, part) => stableDraw(`${job}/${part}`),
  });
  const { ledger, problem: ledgerProblem } = openLedger(folders.data, clock.now());
  const outputs = new RunOutputs(folders.output);
  const environments = new LoginEnvironment({ path: loginEnvironmentFile(folders.data) });
  const secrets = new StoredSecrets({ path: join(folders.data, SECRETS_FILE), boxes: options.secretBoxes, now });
  const probes = new SystemProbes({ environments, ...options.senses });
  const watchers = new FileWatchers((event) => {
    scheduler.notice(event);
  });
  const calendars = new BlackoutFiles({ jobs: () => store.load(), now });
  // The runner tells the engine, and the engine starts the runner: each is made before it knows the other.
  const events: RunnerEvents = {
    started: (...news) => {
      scheduler.runnerEvents.started(...news);
    },
    ended: (...news) => {
      scheduler.runnerEvents.ended(...news);
    },
  };
  const runner = new ProcessRunner({
    events,
    outputs,
    environments,
    secrets: (names) => secrets.values(names),
    helper: options.helper,
    folder: folders.data,
    now,
  });
  /** While the computer shuts down nobody has more time than this. */
  let longestGrace: Duration | null = null;
  const alarm = new NodeScheduleAlarm(() => {
    scheduler.evaluate('alarm');
  });
  const { state: kept, runs: openRuns } = ledger.open();
  const context = () => ({
    zone: zoneNamed(clock.localZone()),
    now: clock.now(),
    ...(locale === undefined ? {} : { locale }),
  });
  const outbox = new Outbox({
    path: join(folders.data, OUTBOX_FILE),
    addressOf: (letter) =>
      Telling.addressOf(
        letter,
        settings.settings,
        (job) => scheduler.job(job)?.job.notify.ping ?? null,
        (name) => secrets.values([name])[name] ?? '',
      ),
    now,
    onTrouble: () => {
      program.push({ kind: 'state' });
    },
  });
  const telling = new Telling({
    outbox,
    ledger,
    scheduler: () => scheduler,
    settings: () => settings.settings,
    context,
    tail: (run, lines) => outputs.tail(run, lines),
  });
  const notifier: Notifier = {
    show: (notice) => {
      options.notifier.show(notice);
      telling.notice(notice);
    },
  };
  const scheduler: Scheduler = createScheduler(
    {
      clock,
      alarm,
      runner: {
        start: (attempt) => {
          runner.start(attempt);
        },
        stop: (run, grace) => {
          runner.stop(run, longestGrace === null ? grace : duration(Math.min(grace, longestGrace)));
        },
        adopt: (...which) => runner.adopt(...which),
      },
      probes,
      watchers,
      calendars: () => calendars.calendars(),
      notifier,
      lastLine: (run) => outputs.tail(run, 1)[0] ?? null,
      machine: new SystemMachine(),
      chance: { draw: () => Math.random() },
    },
    ledger,
    tellingOfPuts(store, () => {
      calendars.forget();
      outbox.hurry();
    }),
    () => settings.settings,
  );
  runner.warmUp();
  // Asking the login shell takes a while: better now than when the first job is due.
  void environments.login();
  telling.knows(openRuns);
  scheduler.onChange((change) => {
    telling.changed(change);
  });
  scheduler.start();
  runner.sweep();

  const downloads = new Downloads(outputs);
  const growth = new OutputGrowth(scheduler, (run) => outputs.read(run, -1, 1).total);
  const problems = new KeptProblems(ledger, kept, () => [
    ...(ledgerProblem === null ? [] : [ledgerProblem]),
    ...store.problems(),
    ...settings.problems(),
    ...calendars.problems(),
    ...secrets.problems(),
    ...telling.problems(),
    ...(options.shellProblems?.() ?? []),
  ]);
  const program = createProgram({
    scheduler,
    ledger,
    store,
    unreadable: () =>
      store.unreadable().map(({ id, name, raw, problem }) => ({ id, name, document: documentIn(raw), problem })),
    settings: {
      get settings() {
        return settings.settings;
      },
      change: (changes) => {
        const changed = settings.change(changes);
        if (changed.ok) outbox.hurry();
        return changed;
      },
    },
    output: outputs,
    outputNews: growth,
    downloads,
    usage: (runs) => runner.usage(runs),
    environment: surroundings({ environments, outputs, secretNames: () => secrets.names(), now }),
    secrets,
    tryWebhook: (webhook, secret) => telling.tryWebhook(webhook, secret, (name) => secrets.values([name])[name] ?? ''),
    problems,
    clock,
    chance: { draw: () => Math.random() },
    about: {
      version: options.version,
      platform: process.platform,
      shell: options.shell,
      folders: {
        jobs: join(folders.config, JOBS_FILE),
        settings: join(folders.config, SETTINGS_FILE),
        ledger: join(folders.data, LEDGER_FILE),
        output: folders.output,
      },
    },
    ...(locale === undefined ? {} : { locale }),
    onDefect: (call, error) => {
      log(`Failed to carry out ${call}`, error);
    },
  });

  telling.start();

  const world = watchWorld({
    probes,
    wanted: (what) => scheduler.looksFor(what) || (what === 'network' && outbox.waits),
    notice: (event) => {
      scheduler.notice(event);
      if (event.kind === 'network' && event.up) outbox.hurry();
    },
  });
  const held: readonly Disposable[] = [
    outbox,
    keepAwakeWhileRunning(
      scheduler,
      options.keepAwake ??
        systemKeepAwake((message) => {
          log(message, null);
        }),
    ),
    startReadingAhead(() => program.readAhead()),
    watchers,
    world,
    scheduler.onChange(() => {
      world.update();
    }),
    startHeartbeat(clock, () => {
      scheduler.evaluate('heartbeat');
      world.update();
    }),
    store.watch(),
    store.onChange(() => {
      takeEdits(scheduler, store.load(), () => ({
        now: clock.now(),
        zone: zoneNamed(clock.localZone()),
        draw: () => Math.random(),
        all: scheduler.jobs(),
        reserved: [],
      }));
      program.push({ kind: 'jobs', jobs: null });
      program.push({ kind: 'state' });
    }),
    settings.watch(),
    settings.onChange(() => {
      scheduler.evaluate('edit');
      outbox.hurry();
      program.push({ kind: 'settings' });
    }),
    keepHouse(
      { ledger, outputs },
      () => settings.settings,
      now,
      (error) => {
        log('Failed to remove old history', error);
      },
    ),
  ];

  let ending: Promise<void> | null = null;
  async function end(rule: QuitRule): Promise<void> {
    try {
      await scheduler.quit(rule);
      await outbox.close(LAST_WORDS_MS);
    } finally {
      for (const one of [...held].reverse()) one.dispose();
      growth.dispose();
      program.dispose();
      scheduler.dispose();
      alarm.dispose();
      runner.dispose();
      ledger.close();
    }
  }

  function quit(rule?: QuitRule): Promise<void> {
    if (ending !== null && rule === 'stop') void scheduler.quit('stop');
    return (ending ??= end(rule ?? ruleOf(settings.settings.onQuit)));
  }

  return {
    program,
    scheduler,
    settings: () => settings.settings,
    download: (path) => downloads.take(path),
    notice: (event) => {
      if (event.kind === 'suspend' || event.kind === 'resume') clock.announceSleep(event.kind === 'suspend');
      scheduler.notice(event);
      if (event.kind === 'resume') outbox.hurry();
    },
    quit,
    async shutDown(withinMs) {
      const grace = duration(Math.max(0, withinMs - AFTER_STOPPING_MS));
      longestGrace = grace;
      // Those that are being stopped already have less time now.
      for (const { run } of scheduler.running()) runner.stop(run, grace);
      await Promise.race([quit('stop'), new Promise<void>((resolve) => setTimeout(resolve, withinMs).unref())]);
    },
  };
}

/** What a setting means where nobody is asked. */
export const ruleOf = (onQuit: Settings['onQuit']): QuitRule => (onQuit === 'ask' ? 'stop' : onQuit);

/** The same store, telling when a job is put into it: what hangs on jobs is looked at anew. */
const tellingOfPuts = (store: JobStore, told: () => void): JobStore => ({
  get readOnly() {
    return store.readOnly;
  },
  load: () => store.load(),
  sequences: () => store.sequences(),
  put: (job) => {
    store.put(job);
    told();
  },
  remove: (id) => {
    store.remove(id);
  },
  putSequence: (sequence) => {
    store.putSequence(sequence);
  },
  removeSequence: (id) => {
    store.removeSequence(id);
  },
});

/** The document of a job as it stands in the file. */
const documentIn = (raw: unknown): unknown =>
  typeof raw === 'object' && raw !== null && 'document' in raw ? raw.document : raw;
