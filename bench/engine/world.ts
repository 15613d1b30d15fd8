import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startHeartbeat } from '../../main/adapters/heartbeat.ts';
import { SystemMachine } from '../../main/adapters/machine.ts';
import { NodeScheduleAlarm } from '../../main/adapters/nodeScheduleAlarm.ts';
import { openLedger } from '../../main/adapters/openLedger.ts';
import { SystemClock } from '../../main/adapters/systemClock.ts';
import { readJob } from '../../main/core/documents/readJob.ts';
import type { StoredJob } from '../../main/core/job.ts';
import { duration, instant, type Instant } from '../../main/core/time/instant.ts';
import { UTC } from '../../main/core/time/zone.ts';
import type { Ledger } from '../../main/engine/ledger.ts';
import type { AttemptSpec, Clock, Machine } from '../../main/engine/ports.ts';
import { createScheduler, type Scheduler } from '../../main/engine/scheduler.ts';
import { MemoryStore } from '../../main/engine/simulation/memoryStore.ts';

/** The engine on its real ledger, alarm and clocks, with a runner that only notes what it is asked to start. */
export interface EngineWorld {
  readonly scheduler: Scheduler;
  readonly ledger: Ledger;
  /** Clocks that stand still until they are moved; the system's where `still` was not asked for. */
  now: number;
  mono: number;
}

export interface EngineWorldOptions {
  readonly jobs: readonly StoredJob[];
  readonly started?: (spec: AttemptSpec) => void;
  /** Clocks that stand still at this instant until the measurement moves them. */
  readonly still?: number;
}

/** A folder that is gone with the machine's temporary files. */
export const newFolder = (): string => mkdtempSync(join(tmpdir(), 'wakeful-bench-'));

/** A job as it is read from its document. */
export function jobOf(id: string, trigger: unknown, enabledAt: number, more: Record<string, unknown> = {}): StoredJob {
  const document = { id, name: id, run: { command: ['true'] }, zone: 'UTC', triggers: [trigger], ...more };
  const created = instant(enabledAt);
  const read = readJob(document, { now: created, zone: UTC, draw: () => 0.5 });
  if (!read.ok) throw new Error(read.error.message);
  return { document, job: read.value, created, enabledAt: created, revision: 1 };
}

/** Makes an engine that has not been started. */
export function engineWorld({ jobs, started, still }: EngineWorldOptions): EngineWorld {
  const { ledger } = openLedger(newFolder(), instant(Date.now()));
  const alarm = new NodeScheduleAlarm(() => {
    world.scheduler.evaluate('alarm');
  });
  const stands = still !== undefined;
  const clock: Clock = stands
    ? { now: () => instant(world.now), monotonic: () => world.mono, localZone: () => 'UTC' }
    : new SystemClock();
  const machine: Machine = stands
    ? { bootedAt: () => instant(still - 3_600_000), bootId: () => 'b' }
    : new SystemMachine();
  const scheduler = createScheduler(
    {
      clock,
      alarm: {
        setOnce: (at: Instant | null) => {
          if (!stands) alarm.setOnce(at);
        },
        ...(stands ? {} : { lead: alarm.lead }),
      },
      runner: { start: (spec) => started?.(spec), stop: () => undefined, adopt: () => false },
      probes: {
        network: () => ({ holds: true, said: 'online' }),
        power: () => ({ state: 'ac', said: 'on mains power' }),
        idle: () => null,
        load: () => 0,
        wifi: () => null,
        command: () => undefined,
      },
      watchers: { watch: () => undefined, isNotEmpty: () => false, exists: () => false },
      notifier: { show: () => undefined },
      machine,
      chance: { draw: () => 0.5 },
    },
    ledger,
    new MemoryStore(jobs),
    () => ({
      catchUpAtOnce: 2,
      networkGrace: duration(30_000),
      keepHistory: duration(400 * 86_400_000),
      onQuit: 'stop',
      quietHours: null,
    }),
  );
  if (!stands)
    startHeartbeat(clock, () => {
      scheduler.evaluate('heartbeat');
    });
  const world: EngineWorld = { scheduler, ledger, now: still ?? 0, mono: 0 };
  return world;
}
