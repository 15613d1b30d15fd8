/** `nothingDue COUNT…`: what an evaluation costs with so many jobs of which none is due. Processor time, microseconds; median of rounds. */
import { farAway } from './contender.ts';
import { engineWorld, jobOf } from './world.ts';

const ROUNDS = 9;
const EVALUATIONS = 1000;

const results = process.argv.slice(2).map((text) => {
  const count = Number(text);
  const now = Date.now();
  const jobs = Array.from({ length: count }, (_, index) =>
    jobOf(`job-${String(index)}`, { type: 'onCalendar', expression: farAway(index, now).onCalendar }, now),
  );
  const { scheduler } = engineWorld({ jobs });
  scheduler.start();
  const rounds = Array.from({ length: ROUNDS }, () => {
    const before = process.cpuUsage();
    for (let k = 0; k < EVALUATIONS; k += 1) scheduler.evaluate('alarm');
    const { user, system } = process.cpuUsage(before);
    return (user + system) / EVALUATIONS;
  });
  return { jobs: count, micros: rounds.sort((a, b) => a - b)[ROUNDS >> 1] ?? NaN };
});
console.log(JSON.stringify(results));
process.exit(0);
