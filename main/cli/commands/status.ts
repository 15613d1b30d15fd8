import type { AppState, RunUsage } from '../../../preload/contract.ts';
import { duration, instant } from '../../core/time/instant.ts';
import { durationText, relativeText } from '../../core/words/durations.ts';
import { timeText } from '../../core/words/times.ts';
import { exitCodes, readOptions, type Command } from '../command.ts';
import { timeContext } from '../local.ts';
import { jsonLine, write } from '../print.ts';

export const command: Command = {
  help: `wakeful status [--json]

What runs, what is next, what is wrong. Ends with 3 where no Wakeful is running.
`,
  async run(args, context) {
    const { values } = readOptions(args, { json: { type: 'boolean' } });
    const connection = await context.connect();
    try {
      const state = await connection.ask('readState', {});
      const { sentence } = await connection.ask('readToday', {});
      const usage = await connection.ask('readUsage', { runs: state.running.slice(0, MOST).map(({ run }) => run) });
      if (values.json === true) await write(context.stdout, jsonLine({ ...state, sentence, usage }));
      else await write(context.stdout, statusText(state, sentence, usage));
      for (const { message } of state.problems) await write(context.stderr, `${message}\n`);
      return exitCodes.done;
    } finally {
      connection.close();
    }
  },
};

/** So many runs are asked about at once. */
const MOST = 200;

function statusText(state: AppState, sentence: string, usage: readonly RunUsage[]): string {
  const context = timeContext(state.now);
  const lines = [
    `Wakeful ${state.version}, ${state.shell}. ${String(state.jobs)} ${state.jobs === 1 ? 'job' : 'jobs'}.`,
    sentence,
  ];
  if (state.readOnly !== null) lines.push(state.readOnly);
  if (state.paused !== null) {
    const { until } = state.paused;
    lines.push(`Everything is paused${until === null ? '' : ` until ${timeText(instant(until), context)}`}.`);
  }
  for (const { name, run, started } of state.running) {
    const used = usageText(usage.find((one) => one.run === run));
    lines.push(`Runs: ${name} (${run}), for ${relativeText(duration(state.now - started))}${used}.`);
  }
  if (state.next !== null) {
    const inHow = relativeText(duration(Math.max(0, state.next.at - state.now)));
    lines.push(`Next: ${state.next.name}, ${timeText(instant(state.next.at), context)}, in ${inHow}.`);
  }
  if (state.openIncidents > 0) lines.push(`Open incidents: ${String(state.openIncidents)}.`);
  return `${lines.join('\n')}\n`;
}

/** ", 2.4 s of processor time, 84 MiB (at most 121 MiB)": as far as the platform tells. */
function usageText(usage: RunUsage | undefined): string {
  if (usage === undefined) return '';
  const { cpuMs, memory, peakMemory } = usage;
  const cpu = cpuMs === null ? '' : `, ${durationText(duration(cpuMs))} of processor time`;
  const most = peakMemory === null ? '' : ` (at most ${mebibytes(peakMemory)})`;
  return `${cpu}${memory === null ? '' : `, ${mebibytes(memory)}${most}`}`;
}

const mebibytes = (bytes: number): string => `${String(Math.max(1, Math.round(bytes / 2 ** 20)))} MiB`;
