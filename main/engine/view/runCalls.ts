import type { RunUsage } from '../../../preload/contract.ts';
import type { RunEntry } from '../ledger.ts';
import { answer, noSuchRun, refuse } from './answers.ts';
import type { CallContext, Handlers } from './calls.ts';
import { runView } from './runViews.ts';

/** Calls about one run: what it is, what it uses, what it printed. */
export function runCalls({
  deps,
  reading,
}: CallContext): Handlers<'readRun' | 'readUsage' | 'readOutput' | 'searchOutput' | 'downloadOutput'> {
  const { ledger, output } = reading;
  /** With what earlier attempts used, which only the ledger knows. */
  const inAll = (usage: RunUsage, entry: RunEntry): RunUsage => ({
    ...usage,
    cpuMs: usage.cpuMs === null ? (entry.cpuMs ?? null) : usage.cpuMs + (entry.cpuMs ?? 0),
    peakMemory:
      usage.peakMemory === null ? (entry.peakMemory ?? null) : Math.max(usage.peakMemory, entry.peakMemory ?? 0),
  });
  const usageOf = async (runs: readonly RunEntry[]): Promise<readonly RunUsage[]> => {
    const going = runs.filter(({ started, outcome }) => started !== null && outcome === null);
    if (going.length === 0) return [];
    const byRun = new Map(going.map((entry) => [entry.run, entry]));
    const used = await deps.usage(going.map(({ run }) => run));
    return used.flatMap((usage) => {
      const entry = byRun.get(usage.run);
      return entry === undefined ? [] : [inAll(usage, entry)];
    });
  };

  return {
    readRun: async ({ run }) => {
      const entry = ledger.run(run);
      if (entry === null) return noSuchRun(run);
      const [usage] = await usageOf([entry]);
      // It may have ended while it was looked at.
      const now = usage === undefined ? entry : (ledger.run(run) ?? entry);
      const view = runView(now, reading);
      if (usage === undefined || now.outcome !== null) return answer(view);
      const { cpuMs, memory, peakMemory } = usage;
      return answer({
        ...view,
        ...(cpuMs === null ? {} : { cpuMs }),
        ...(memory === null ? {} : { memory }),
        ...(peakMemory === null ? {} : { peakMemory }),
      });
    },
    readUsage: async ({ runs }) =>
      answer(
        await usageOf(
          [...new Set(runs)].flatMap((run) => {
            const entry = ledger.run(run);
            return entry === null ? [] : [entry];
          }),
        ),
      ),
    readOutput: ({ run, from, limit, attempt = null }) => {
      const entry = ledger.run(run);
      if (entry === null) return noSuchRun(run);
      return answer({ run, ...output.readText(run, { from, limit, attempt, ended: entry.outcome !== null }) });
    },
    searchOutput: async ({ run, ...wanted }) => {
      if (ledger.run(run) === null) return noSuchRun(run);
      return answer(await output.search(run, wanted));
    },
    downloadOutput: ({ run, attempt }) => {
      const entry = ledger.run(run);
      if (entry === null) return noSuchRun(run);
      const ready = deps.downloads.offer(run, entry.job, attempt);
      return ready === null ? refuse('noOutput', 'Nothing is kept of what it printed.') : answer(ready);
    },
  };
}
