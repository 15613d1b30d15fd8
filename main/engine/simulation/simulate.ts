import { duration, type Duration } from '../../core/time/instant.ts';
import type { Trigger } from '../../core/triggers/registry.ts';
import type { Ledger, MachineState } from '../ledger.ts';
import type { Calendars, EngineSettings, JobStore, Ports } from '../ports.ts';
import { createScheduler, type Scheduler, type WishRequest } from '../scheduler.ts';
import { ledgerLines } from './ledgerLines.ts';
import { MemoryStore } from './memoryStore.ts';
import type { JobsFile } from './readJobsFile.ts';
import type { Timeline, WishEvent } from './timeline.ts';
import { StreamedLedger } from './streamedLedger.ts';
import { VirtualMachine, type MachineOptions, type RunningEngine } from './virtualMachine.ts';

/** What is simulated: both files, read. */
export interface Simulation {
  readonly jobs: JobsFile;
  readonly timeline: Timeline;
}

/** For whoever simulates more than a command line does. */
export interface SimulationOptions extends Pick<MachineOptions, 'isCrash' | 'relaunchAfterMs' | 'trace'> {
  /** Default: a `StreamedLedger`. */
  readonly ledger?: Ledger;
  /** Default: one in memory, empty. */
  readonly store?: JobStore;
  /** The iCalendar files that blackouts name. Default: none could be read. */
  readonly calendars?: Calendars;
  /** Lets every heartbeat happen, also those that can find nothing. */
  readonly everyHeartbeat?: boolean;
  /** Sees every engine that is launched, before the virtual computer speaks to it, and may stand before it. */
  readonly wrap?: (engine: RunningEngine, machine: VirtualMachine) => RunningEngine;
}

/** Whether conditions go by what changes without an event of the timeline: time without input goes on by itself. */
function changesByItself({ jobs: { jobs } }: Simulation): boolean {
  return jobs.some(({ job }) =>
    job.conditions.some(({ kind }) => kind === 'idle' || kind === 'load' || kind === 'wifi' || kind === 'command'),
  );
}

/** Whether anything is due after a time without input, which is told. */
function hasIdleTrigger({ jobs: { jobs, sequences } }: Simulation): boolean {
  const isIdle = (trigger: Trigger): boolean => trigger.type === 'idle';
  return sequences.some(({ triggers }) => triggers.some(isIdle)) || jobs.some(({ job }) => job.triggers.some(isIdle));
}

function requestOf(wish: Exclude<WishEvent, { event: 'enable' | 'disable' }>): WishRequest {
  switch (wish.event) {
    case 'runNow':
    case 'stop':
    case 'skipNext':
      return { kind: wish.event, job: wish.job };
    case 'pause':
      return { kind: 'pause', job: wish.job, until: wish.until };
    case 'unpause':
      return { kind: 'unpause', job: wish.job };
    case 'dismiss':
      return { kind: 'dismiss', job: wish.job, due: null };
    case 'runAgain':
      return { kind: 'runAgain', job: wish.job, due: wish.due };
    case 'startSequence':
      return { kind: 'startSequence', sequence: wish.sequence };
    case 'cancelSequence':
      return { kind: 'cancelSequence', sequence: wish.sequence, start: null, step: wish.step };
  }
}

/** The real engine, as the virtual computer speaks to it. A wish that is refused changes nothing, and nobody is there to be told. */
function running(scheduler: Scheduler, { jobs }: Simulation): RunningEngine {
  return {
    evaluate: (reason) => scheduler.evaluate(reason),
    notice: (event) => scheduler.notice(event),
    started: (run, attempt, process) => scheduler.runnerEvents.started(run, attempt, process),
    ended: (run, attempt, end, report) => scheduler.runnerEvents.ended(run, attempt, end, report),
    wish: (wish) => {
      if (wish.event === 'enable' || wish.event === 'disable') scheduler.setEnabled(wish.job, wish.event === 'enable');
      else scheduler.wish(requestOf(wish));
    },
    quit: () => void scheduler.quit(jobs.settings.onQuit),
  };
}

/**
 * Starts the engine on a virtual computer. What is in `jobs.json` is saved right after the first start, so that starting itself makes
 * none of it due (semantics §9: Wakeful just started, the jobs just saved).
 */
function launch(
  simulation: Simulation,
  ports: Ports,
  ledger: Ledger,
  store: JobStore,
  settings: EngineSettings,
): RunningEngine {
  const { jobs, sequences } = simulation.jobs;
  const scheduler = createScheduler(ports, ledger, store, () => settings);
  scheduler.start();
  const saved = new Set(store.load().map(({ job }) => job.id));
  for (const stored of jobs) if (!saved.has(stored.job.id)) scheduler.saveJob(stored);
  const known = new Set(store.sequences().map(({ id }) => id));
  for (const sequence of sequences) if (!known.has(sequence.id)) scheduler.saveSequence(sequence);
  return running(scheduler, simulation);
}

/** How the computer is at the end of the timeline. */
function stateOf(machine: VirtualMachine): MachineState {
  if (machine.world.power !== 'awake') return machine.world.power;
  return machine.isRunning ? 'awake' : 'notRunning';
}

/** So many things happen between two times that lines are given out. */
const PAUSE_AFTER = 1000;

const days = (count: number): Duration => duration(count * 86_400_000);

/**
 * How long history is kept behind what is printed: 400 days, as the product does by default, where a person asks for a past due moment
 * again. Else what changes a line: a due moment that is owed for later, or waits, asks for the run that made it due. What notices say goes
 * further back, and is not printed. The shorter, the less there is to move about in memory: that was a fifth of the time.
 */
function keptFor({ jobs: { jobs }, timeline }: Simulation): Duration {
  if (timeline.events.some(({ what }) => what.event === 'runAgain')) return days(400);
  let longest = 0;
  for (const { job } of jobs) {
    const delays = job.triggers.map((trigger) => (trigger.type === 'after' ? trigger.delay : 0));
    longest = Math.max(longest, job.deadline + Math.max(0, ...delays));
  }
  return duration(days(2) + longest);
}

/**
 * Runs the real engine on a virtual computer through a timeline and gives what its ledger says in the end, line by line (semantics §9).
 * The same input always gives the same lines. The simulation goes on as lines are taken.
 */
export function* simulate(simulation: Simulation, options: SimulationOptions = {}): Iterable<string> {
  const ledger = options.ledger ?? new StreamedLedger();
  // Another ledger is kept whole: its lines are read from it in the end.
  const streamed = ledger instanceof StreamedLedger ? ledger : null;
  const store = options.store ?? new MemoryStore();
  const { settings } = simulation.jobs;
  const kept = keptFor(simulation);
  const machine: VirtualMachine = new VirtualMachine(simulation.timeline, {
    ...(options.isCrash === undefined ? {} : { isCrash: options.isCrash }),
    ...(options.relaunchAfterMs === undefined ? {} : { relaunchAfterMs: options.relaunchAfterMs }),
    ...(options.trace === undefined ? {} : { trace: options.trace }),
    everyHeartbeat: options.everyHeartbeat === true || changesByItself(simulation),
    tellsInput: changesByItself(simulation) || hasIdleTrigger(simulation),
    finishesOnQuit: settings.onQuit === 'finish',
    launch: (machinePorts) => {
      const ports = options.calendars === undefined ? machinePorts : { ...machinePorts, calendars: options.calendars };
      const engine = launch(simulation, ports, ledger, store, settings);
      return options.wrap?.(engine, machine) ?? engine;
    },
  });
  for (const _ of machine.living(PAUSE_AFTER)) {
    if (streamed === null) continue;
    yield* streamed.ready();
    streamed.forgetPrinted(machine.world.elapsed, kept);
  }
  const last = { at: machine.world.now(), state: stateOf(machine), unseenStep: machine.world.unseenStep };
  if (streamed !== null) yield* streamed.rest(last);
  else yield* ledgerLines(ledger, last);
}
