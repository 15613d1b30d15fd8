import { duration, instant } from '../../core/time/instant.ts';
import { formatInstant } from '../../core/time/iso.ts';
import { relativeText } from '../../core/words/durations.ts';
import { timeText } from '../../core/words/times.ts';
import { countOption, exitCodes, readOptions, UsageError, type Command, type CommandContext } from '../command.ts';
import { nextText } from '../explain.ts';
import { timeContext } from '../local.ts';
import { runBatch } from '../nextBatch.ts';
import { columns, jsonLine, write } from '../print.ts';
import { printingOf, scheduleOptions } from '../schedule.ts';

export const command: Command = {
  help: `wakeful next TEXT [--zone ZONE] [--count N] [--from INSTANT] [--json]
wakeful next --job JOB [--count N] [--json]
wakeful next --batch
wakeful next [--count N] [--json]

When a schedule is due next, one instant a line. TEXT as for "wakeful explain". Only the second and the last form, about jobs there are,
need a running Wakeful.

  --job JOB        the due moments of a job
  --zone ZONE      an IANA name (this computer's zone)
  --count N        how many (5)
  --from INSTANT   strictly after then, like 2026-03-28T00:00:00Z (now)
  --json           one JSON object: {"due":["2026-03-28T01:30:00Z",…]}
  --batch          answers questions from standard input, one JSON object a line:
                   {"trigger":{…},"zone":"Europe/Berlin","from":"2026-03-28T00:00:00Z","count":5}
`,
  async run(args, context) {
    const { values, positionals } = readOptions(args, {
      ...scheduleOptions,
      job: { type: 'string' },
      batch: { type: 'boolean' },
    });
    const text = values.trigger ?? positionals.join(' ');
    if (values.batch === true) {
      if (text !== '' || values.job !== undefined)
        throw new UsageError('--batch takes its questions from standard input.');
      if (!('writable' in context.stdout)) throw new Error('Standard output cannot be written.');
      await runBatch(context.stdin, process.stdout);
      return exitCodes.done;
    }
    if (values.job !== undefined) {
      if (text !== '') throw new UsageError('Give a schedule or --job, not both.');
      return nextOfJob(values.job, countOption(values.count, 5, 200, '--count'), values.json === true, context);
    }
    if (text.trim() === '')
      return nextOfAll(countOption(values.count, 10, 1000, '--count'), values.json === true, context);
    const printing = printingOf(values, 5);
    const { text: said, exitCode } = nextText(text, printing);
    await write(exitCode === 0 || printing.json === true ? context.stdout : context.stderr, `${said}\n`);
    return exitCode;
  },
};

async function nextOfJob(job: string, count: number, json: boolean, context: CommandContext): Promise<number> {
  const connection = await context.connect();
  try {
    const due = await connection.ask('listDue', { job, before: null, limit: 0, comingUp: count });
    const moments = [...due].sort((a, b) => a.due - b.due);
    if (json)
      await write(context.stdout, jsonLine({ due: moments.map((moment) => formatInstant(instant(moment.due))) }));
    else if (moments.length === 0) await write(context.stdout, `Nothing is due of ${job}.\n`);
    else {
      const { zone } = timeContext();
      const lines = moments.map(({ due: at, estimated }) => {
        const text = formatInstant(instant(at), zone.offsetAt(instant(at)));
        return `${estimated ? '≈ ' : ''}${text}\n`;
      });
      await write(context.stdout, lines.join(''));
    }
    return exitCodes.done;
  } finally {
    connection.close();
  }
}

async function nextOfAll(count: number, json: boolean, context: CommandContext): Promise<number> {
  const connection = await context.connect();
  try {
    const rows = await connection.ask('listJobs', {});
    const coming = rows
      .flatMap(({ id, name, next }) => (next === null ? [] : [{ job: id, name, ...next }]))
      .sort((a, b) => a.at - b.at)
      .slice(0, count);
    if (json) {
      const due = coming.map(({ at, ...rest }) => ({ ...rest, due: formatInstant(instant(at)) }));
      await write(context.stdout, jsonLine(due));
      return exitCodes.done;
    }
    const now = timeContext();
    const lines = coming.map(({ job, name, at, estimated }) => [
      `${estimated ? '≈ ' : ''}${timeText(instant(at), now)}`,
      `in ${relativeText(duration(Math.max(0, at - now.now)))}`,
      job,
      name,
    ]);
    await write(context.stdout, lines.length === 0 ? 'Nothing is due.\n' : columns(lines));
    return exitCodes.done;
  } finally {
    connection.close();
  }
}
