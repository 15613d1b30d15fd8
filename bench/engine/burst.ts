/**
 * `burst NAME COUNT`: so many jobs due in the same second. Says how long after the second the first start was asked for, how long after
 * the first the last, and how many turns of the loop lie between. One line of JSON.
 */
import { at } from './contender.ts';
import { contenderNamed } from './contenders/index.ts';

const [, , name = '', countText = '10000', leadText = '25'] = process.argv;
const count = Number(countText);
const contender = await contenderNamed(name);
const due = Math.ceil((Date.now() + Number(leadText) * 1000) / 1000) * 1000;
const jobs = Array.from({ length: count }, () => at(due));
let turns = 0;
let counting = false;
const turn = (): void => {
  turns += 1;
  if (counting) setImmediate(turn);
};
let fired = 0;
let first = 0;
let cpuBefore = process.cpuUsage();
const done = (): void => {
  const cpu = process.cpuUsage(cpuBefore);
  console.log(
    JSON.stringify({
      fired,
      lateMs: first - due,
      spreadMs: Date.now() - first,
      turns,
      cpuMs: (cpu.user + cpu.system) / 1000,
    }),
  );
  process.exit(0);
};
await contender.arm(jobs, () => {
  fired += 1;
  if (fired === 1) {
    first = Date.now();
    counting = true;
    setImmediate(turn);
  }
  if (fired === count) done();
});
if (Date.now() > due - 500) {
  console.log(JSON.stringify({ fired: 0, lateMs: null, spreadMs: null, turns: null, cpuMs: null }));
  process.exit(0);
}
setTimeout(() => (cpuBefore = process.cpuUsage()), due - Date.now() - 200);
setTimeout(done, due - Date.now() + 40_000);
