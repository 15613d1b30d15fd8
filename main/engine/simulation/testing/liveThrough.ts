/** Lives a world with the real engine and collects what the checker needs. */
import { instant } from '../../../core/time/instant.ts';
import { UTC, zoneOf } from '../../../core/time/zone.ts';
import type { StoredJob } from '../../../core/job.ts';
import { MemoryStore } from '../memoryStore.ts';
import { readJobsFile } from '../readJobsFile.ts';
import { readTimeline } from '../readTimeline.ts';
import { simulate, type Simulation } from '../simulate.ts';
import type { RunningEngine } from '../virtualMachine.ts';
import { checkedJob, type Life, type Line, type Traced } from './life.ts';
import type { RawTimeline, Stopped } from './truth.ts';
import { Stop, watchedLedger } from './watchedLedger.ts';
import { filesOf, type RandomWorld } from './worlds.ts';

export interface LiveOptions {
  /** Stops Wakeful at this write; a person launches it again 7 s later. */
  readonly stopAt?: { readonly write: number; readonly when: 'before' | 'after' };
  /** Asks for another evaluation after everything, and expects nothing of it (semantics §10.5). */
  readonly evaluateTwice?: boolean;
  readonly everyHeartbeat?: boolean;
}

export interface Lived {
  readonly output: readonly string[];
  readonly traced: readonly Traced[];
  readonly stopped: readonly Stopped[];
  readonly violations: readonly string[];
  readonly writes: number;
  readonly mostQueued: ReadonlyMap<string, number>;
}

const RELAUNCH_MS = 7000;

/** Runs a simulation over a watched ledger and store. */
export function liveSimulation(simulation: Simulation, options: LiveOptions = {}): Lived {
  const watched = watchedLedger(options.stopAt ?? null);
  const traced: Traced[] = [];
  const stopped: { down: number; up: number }[] = [];
  let elapsed = (): number => 0;
  class WatchedStore extends MemoryStore {
    override put(job: StoredJob): void {
      watched.write(() => super.put(job));
    }
  }
  const again =
    (engine: RunningEngine) =>
    <A extends unknown[]>(what: (...args: A) => void) =>
    (...args: A): void => {
      what(...args);
      watched.calm(true);
      engine.evaluate('settled');
      watched.calm(false);
    };
  const output = simulate(simulation, {
    ledger: watched.ledger,
    store: new WatchedStore(),
    everyHeartbeat: options.everyHeartbeat === true,
    trace: (what) => void traced.push(what),
    relaunchAfterMs: RELAUNCH_MS,
    isCrash: (error) => {
      if (!(error instanceof Stop)) return false;
      watched.calm(false);
      stopped.push({ down: elapsed(), up: Infinity });
      return true;
    },
    wrap: (engine, machine) => {
      elapsed = () => machine.world.elapsed;
      const last = stopped[stopped.length - 1];
      if (last?.up === Infinity) last.up = elapsed();
      if (options.evaluateTwice !== true) return engine;
      const twice = again(engine);
      return {
        evaluate: twice((reason: Parameters<RunningEngine['evaluate']>[0]) => engine.evaluate(reason)),
        notice: twice((event: Parameters<RunningEngine['notice']>[0]) => engine.notice(event)),
        wish: twice((wish: Parameters<RunningEngine['wish']>[0]) => engine.wish(wish)),
        started: twice((...args: Parameters<RunningEngine['started']>) => engine.started(...args)),
        ended: twice((...args: Parameters<RunningEngine['ended']>) => engine.ended(...args)),
        quit: () => engine.quit(),
      };
    },
  });
  const { violations, mostQueued } = watched;
  return { output: [...output], traced, stopped, violations, writes: watched.writes(), mostQueued };
}

export function simulationOf(world: RandomWorld): Simulation {
  const files = filesOf(world);
  const zone = zoneOf(world.timeline.zone);
  const jobs = readJobsFile(files.jobs, instant(world.timeline.start), zone.ok ? zone.value : UTC);
  if (!jobs.ok) throw new Error(JSON.stringify(jobs.errors));
  const known = {
    jobs: new Set(jobs.value.jobs.map(({ job }) => job.id)),
    sequences: new Set(jobs.value.sequences.map(({ id }) => id)),
  };
  const timeline = readTimeline(files.timeline, known);
  if (!timeline.ok) throw new Error(JSON.stringify(timeline.errors));
  return { jobs: jobs.value, timeline: timeline.value };
}

type Documents = readonly Readonly<Record<string, unknown>>[];

/** A life for the checker: what the files say, and what came of it. */
export function lifeOf(
  jobs: Documents,
  behaviours: Documents,
  timeline: RawTimeline,
  lived: Lived,
  settings: Readonly<Record<string, unknown>> = {},
): Life {
  return {
    jobs: jobs.map((document) =>
      checkedJob(
        document,
        behaviours.find(({ job }) => job === document['id']),
      ),
    ),
    timeline,
    lines: lived.output.map((line) => JSON.parse(line) as Line),
    traced: lived.traced,
    stopped: lived.stopped,
    onQuit: settings['onQuit'] === 'leave' ? 'leave' : 'stop',
    mostQueued: lived.mostQueued,
  };
}
