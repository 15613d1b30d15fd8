import { instant, duration } from '../../core/time/instant.ts';
import { durationText } from '../../core/words/durations.ts';
import { timeText } from '../../core/words/times.ts';
import { countOption, exitCodes, readOptions, UsageError, type Command } from '../command.ts';
import { timeContext } from '../local.ts';
import { columns, jsonLine, write } from '../print.ts';

export const command: Command = {
  help: `wakeful history [JOB] [--limit N] [--json]

Past runs, newest first, of one job or of all.

  --limit N   how many (20)
  --json      as one JSON array
`,
  async run(args, context) {
    const { values, positionals } = readOptions(args, { limit: { type: 'string' }, json: { type: 'boolean' } });
    if (positionals[1] !== undefined) throw new UsageError('One job at a time.');
    const limit = countOption(values.limit, 20, 1000, '--limit');
    const connection = await context.connect();
    try {
      const runs = await connection.ask('listRuns', { job: positionals[0] ?? null, before: null, limit });
      if (values.json === true) {
        await write(context.stdout, jsonLine(runs));
        return exitCodes.done;
      }
      const now = timeContext();
      const rows = runs.map(({ run, job, started, ended, text }) => [
        run,
        job,
        started === null ? '-' : timeText(instant(started), now),
        started === null || ended === null ? '-' : durationText(duration(ended - started)),
        text,
      ]);
      const head = ['RUN', 'JOB', 'STARTED', 'TOOK', 'ENDED'];
      await write(context.stdout, rows.length === 0 ? 'Nothing has run yet.\n' : columns([head, ...rows]));
      return exitCodes.done;
    } finally {
      connection.close();
    }
  },
};
