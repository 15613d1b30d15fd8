/** Measures `simulate` on ten years of twenty mixed jobs (`run.mjs`), or on as many days as are given. Prints one line of JSON. */
import { instant } from '../../main/core/time/instant.ts';
import { UTC, zoneOf } from '../../main/core/time/zone.ts';
import { readJobsFile } from '../../main/engine/simulation/readJobsFile.ts';
import { readTimeline } from '../../main/engine/simulation/readTimeline.ts';
import { simulate } from '../../main/engine/simulation/simulate.ts';
import { nightsAsleep, twentyJobs } from './world.ts';

const days = Number(process.argv[2] ?? 3652);
const zone = zoneOf('Europe/Berlin');
const started = performance.now();
const jobs = readJobsFile({ jobs: twentyJobs }, instant(Date.UTC(2026, 0, 1)), zone.ok ? zone.value : UTC);
if (!jobs.ok) throw new Error(JSON.stringify(jobs.errors));
const known = { jobs: new Set(jobs.value.jobs.map(({ job }) => job.id)), sequences: new Set<string>() };
const timeline = readTimeline(nightsAsleep(days), known);
if (!timeline.ok) throw new Error(JSON.stringify(timeline.errors[0]));
let lines = 0;
let bytes = 0;
for (const line of simulate({ jobs: jobs.value, timeline: timeline.value })) {
  lines += 1;
  bytes += line.length + 1;
}
const seconds = (performance.now() - started) / 1000;
// Beside the time that passed: on a computer that is busy with other work it says what the simulation itself took.
const { user, system } = process.cpuUsage();
const peakMiB = Math.round(process.resourceUsage().maxRSS / 1024);
const rounded = (value: number): number => Number(value.toFixed(1));
console.log(
  JSON.stringify({
    days,
    seconds: rounded(seconds),
    processorSeconds: rounded((user + system) / 1e6),
    lines,
    bytes,
    peakMiB,
  }),
);
