/**
 * `afterSleep EVERY_SECONDS`: the decision after 8 hours asleep with 10,000 jobs, of which 9,000 were missed, each due every so many
 * seconds. All of them ran before, as they have in a program that is up. One line of JSON.
 */
import type { AttemptSpec } from '../../main/engine/ports.ts';
import { engineWorld, jobOf } from './world.ts';

const HOUR = 3_600_000;
const every = Number(process.argv[2] ?? 3600);
const start = Date.UTC(2026, 5, 1);
/** Half past the hour: of hourly jobs nothing is due on time then. */
const HALF = HOUR / 2;

/** Due in the first minute of each hour, or every so many seconds. */
const often = (index: number): unknown => ({
  type: 'interval',
  every: `PT${String(every)}S`,
  from: 'grid',
  anchor: new Date(start + (index % Math.min(every, 60)) * 1000).toISOString(),
});
const jobs = Array.from({ length: 10_000 }, (_, index) =>
  jobOf(
    `job-${String(index)}`,
    index % 10 === 9 ? { type: 'onCalendar', expression: '*-*-* 20:00:00 UTC' } : often(index),
    start - 1000,
  ),
);
let asleep = false;
let started = 0;
const world = engineWorld({
  jobs,
  still: start - 1000,
  started: ({ run, attempt }: AttemptSpec) => {
    started += 1;
    // Before the sleep every run ends at once.
    if (!asleep)
      world.scheduler.runnerEvents.ended(
        run,
        attempt,
        { kind: 'exited', exitCode: 0 },
        { outputs: {}, fingerprint: null },
      );
  },
});
world.scheduler.start();
const pass = (ms: number): void => {
  world.now += ms;
  world.mono += ms;
  world.scheduler.evaluate('heartbeat');
};
pass(60_000);
const before = started;
// The rest of the first hour: nothing more is due of hourly jobs.
if (every >= 3600) for (let minute = 1; minute < 30; minute += 1) pass(60_000);
asleep = true;
started = 0;
world.scheduler.notice({ kind: 'suspend' });
globalThis.gc?.();
const heapBefore = process.memoryUsage().heapUsed;
const cpuBefore = process.cpuUsage();
const from = performance.now();
world.now += 8 * HOUR + (every >= 3600 ? 0 : HALF);
world.scheduler.notice({ kind: 'resume' });
const wallMs = performance.now() - from;
const cpu = process.cpuUsage(cpuBefore);
globalThis.gc?.();
const kept = process.memoryUsage().heapUsed - heapBefore;
let moments = 0;
for (const { job } of jobs) {
  for (const { due, count } of world.ledger.dueEntries(job.id, { limit: 10 }))
    if (due > start + 60_000) moments += count;
}
console.log(
  JSON.stringify({
    every,
    before,
    moments,
    wallMs,
    cpuMs: (cpu.user + cpu.system) / 1000,
    keptMiB: kept / 2 ** 20,
    started,
  }),
);
process.exit(0);
