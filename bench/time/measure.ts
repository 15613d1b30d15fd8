import { EXPRESSIONS, type Contender, type Measured, ZONES } from './contender.ts';
import { cronPackage } from './contenders/cronPackage.ts';
import { cronParser } from './contenders/cronParser.ts';
import { croner } from './contenders/croner.ts';
import { nodeSchedule } from './contenders/nodeSchedule.ts';
import { wakeful } from './contenders/wakeful.ts';

/** Measures one library in this process, named on the command line, and prints what it found as JSON. */

const CONTENDERS: readonly Contender[] = [wakeful, croner, cronParser, nodeSchedule, cronPackage];

/** Time of the processor, long enough that the compiler has done its work and the clock's steps do not matter. */
const MEASURED_MS = 30;
const WARM_MS = 30;

const BEGIN = Date.UTC(2026, 0, 1, 0, 0, 30);
const END = Date.UTC(2090, 0, 1);

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;

function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/**
 * Operations a second of `batch`, which does `size` of them at a time: from the median of many short batches, so that it
 * does not matter when the computer has something else to do in between.
 */
function rate(size: number, batch: () => void): number {
  const times: number[] = [];
  for (const limit of [WARM_MS, MEASURED_MS]) {
    times.length = 0;
    const end = processorMs() + limit;
    while (processorMs() < end || times.length < 5) {
      const begin = performance.now();
      batch();
      times.push(performance.now() - begin);
    }
  }
  return (size / median(times)) * 1000;
}

function attempt(measurement: () => number): number | null {
  try {
    return measurement();
  } catch {
    // A library that cannot answer is shown as such.
    return null;
  }
}

let sink = 0;

function chained(contender: Contender, expression: string, zone: string): number {
  const schedule = contender.compile(expression, zone);
  let at = schedule.next(BEGIN);
  const size = contender === wakeful ? 2000 : 5;
  return rate(size, () => {
    for (let index = 0; index < size; index += 1) {
      at = schedule.next(at);
      if (!(at < END)) at = BEGIN;
    }
    sink += at;
  });
}

/** The first question of schedules that were just made, none asked twice; making them is not measured. */
function cold(contender: Contender, expression: string, zone: string): number {
  const size = contender === wakeful ? 1000 : 50;
  const rates = Array.from({ length: contender === wakeful ? 31 : 5 }, () => {
    const schedules = Array.from({ length: size }, () => contender.compile(expression, zone));
    const begin = performance.now();
    let at = BEGIN;
    for (const schedule of schedules) {
      sink += schedule.next(at);
      at += 1_000_007;
    }
    return (size / (performance.now() - begin)) * 1000;
  });
  return median(rates);
}

function parse(contender: Contender, expression: string): number {
  const size = contender === wakeful ? 200 : 5;
  return rate(size, () => {
    for (let index = 0; index < size; index += 1) {
      if (contender.parse(expression, 'Europe/Berlin') === null) throw new Error('Nothing was read.');
    }
  });
}

const contender = CONTENDERS.find(({ name }) => name === process.argv[2]);
if (contender === undefined) throw new Error(`Name one of ${CONTENDERS.map(({ name }) => name).join(', ')}.`);

const byZone = (measure: (expression: string, zone: string) => number): Record<string, (number | null)[]> =>
  Object.fromEntries(
    ZONES.map((zone) => [zone, EXPRESSIONS.map((expression) => attempt(() => measure(expression, zone)))]),
  );

const measured: Measured = {
  chained: byZone((expression, zone) => chained(contender, expression, zone)),
  cold: byZone((expression, zone) => cold(contender, expression, zone)),
  parse: EXPRESSIONS.map((expression) => attempt(() => parse(contender, expression))),
};
// What was computed is used, so that no compiler may leave it out.
console.log(JSON.stringify({ ...measured, sink: sink > 0 }));
process.exit(0);
