import type { Browser, CDPSession } from 'playwright';
import { BUSY, jobId } from './jobs.ts';
import type { Program } from './program.ts';
import { newContext, pageAt } from './screens.ts';
import { table } from './tables.ts';

/** What an hour brings: as many runs as the busy jobs have in it. */
const RUNS = BUSY * 60;
const PARTS = 4;

interface Sample {
  readonly heap: number;
  readonly nodes: number;
  readonly listeners: number;
}

async function sample(session: CDPSession): Promise<Sample> {
  for (let round = 0; round < 2; round += 1) await session.send('HeapProfiler.collectGarbage');
  const { metrics } = (await session.send('Performance.getMetrics')) as {
    readonly metrics: readonly { readonly name: string; readonly value: number }[];
  };
  const of = (name: string): number => metrics.find((metric) => metric.name === name)?.value ?? NaN;
  return { heap: of('JSHeapUsedSize') / 2 ** 20, nodes: of('Nodes'), listeners: of('JSEventListeners') };
}

/**
 * Memory of a page that stays open while jobs run: the runs of an hour, one after another without the pauses between them, so that it takes
 * minutes. What is pushed and asked again is the same; only the clock has not moved on by an hour.
 */
export async function hourSection(browser: Browser, program: Program): Promise<string> {
  const results: string[][] = [];
  for (const [name, place] of [
    ['Jobs', '/jobs'],
    ['Today', '/today'],
    ['Timeline, day', '/timeline?zoom=day'],
    ['Job', `/jobs/${jobId(0)}`],
  ] as const) {
    const context = await newContext(browser);
    const page = await pageAt(context, program, place);
    const session = await context.newCDPSession(page);
    await session.send('Performance.enable');
    // The first runs fill what is kept for good: the history, the caches of the engine and of the compiler.
    await runs(program, RUNS / PARTS);
    const samples = [await sample(session)];
    for (let part = 0; part < PARTS; part += 1) {
      await runs(program, RUNS / PARTS);
      samples.push(await sample(session));
    }
    await context.close();
    const [first, ...rest] = samples;
    const last = rest[rest.length - 1];
    if (first === undefined || last === undefined) continue;
    results.push([
      name,
      ...samples.map(({ heap }) => `${heap.toFixed(1)} MiB`),
      `${String(first.nodes)} → ${String(last.nodes)}`,
      `${String(first.listeners)} → ${String(last.listeners)}`,
    ]);
    process.stderr.write(`${results[results.length - 1]?.join('  ') ?? ''}\n`);
  }
  const quarters = Array.from({ length: PARTS }, (_, part) => `after ${String(((part + 1) * 60) / PARTS)} min`);
  return table(['memory of the page, after a collection', 'at first', ...quarters, 'nodes', 'listeners'], results);
}

/** That many runs, one after another, of the jobs that are shown at the top. */
async function runs(program: Program, count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    const job = jobId(index % BUSY);
    try {
      await program.ask('runNow', { job });
    } catch {
      // It is due just now, and runs already.
    }
    await new Promise((resolve) => setTimeout(resolve, 60));
  }
  await new Promise((resolve) => setTimeout(resolve, 1500));
}
