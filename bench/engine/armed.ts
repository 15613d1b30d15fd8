/**
 * `armed NAME COUNT`: arms jobs that are due once a day, says what that took, and on a number on standard input the processor time of the
 * next so many seconds. Lines of JSON.
 */
import { createInterface } from 'node:readline';
import { farAway } from './contender.ts';
import { contenderNamed } from './contenders/index.ts';
import { memoryOf } from './memory.ts';

const [, , name = '', count = '10000'] = process.argv;
const contender = await contenderNamed(name);
const jobs = Array.from({ length: Number(count) }, (_, index) => farAway(index, Date.now()));
const cpuBefore = process.cpuUsage();
const before = performance.now();
await contender.arm(jobs, () => {
  process.stderr.write(`${name}: a job was due that should be hours away\n`);
});
const wallMs = performance.now() - before;
const cpu = process.cpuUsage(cpuBefore);
jobs.length = 0;
globalThis.gc?.();
console.log(JSON.stringify({ wallMs, cpuMs: (cpu.user + cpu.system) / 1000 }));

for await (const line of createInterface({ input: process.stdin })) {
  const seconds = Number(line);
  // What arming left over is cleared away first, and is no rest.
  globalThis.gc?.();
  await new Promise((resolve) => setTimeout(resolve, 5000));
  const from = process.cpuUsage();
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  const used = process.cpuUsage(from);
  console.log(JSON.stringify({ cpuMs: (used.user + used.system) / 1000, ...memoryOf('self') }));
  break;
}
process.exit(0);
