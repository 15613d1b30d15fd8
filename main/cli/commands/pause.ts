import { instant } from '../../core/time/instant.ts';
import { timeText } from '../../core/words/times.ts';
import { exitCodes, readOptions, UsageError, type Command } from '../command.ts';
import { timeContext } from '../local.ts';
import { write } from '../print.ts';
import { readLength, readTime } from '../time.ts';

export const command: Command = {
  help: `wakeful pause [JOB] [--until TIME | --for LENGTH]

Pauses a job, or everything where none is named: due moments meanwhile are skipped. Without a time until "wakeful unpause".

  --until TIME    18:30, "2026-03-29 08:00", 2026-03-29T08:00:00+02:00
  --for LENGTH    90m, 2h, 1d, PT2H
`,
  async run(args, context) {
    const { values, positionals } = readOptions(args, { until: { type: 'string' }, for: { type: 'string' } });
    const [job = null, more] = positionals;
    if (more !== undefined) throw new UsageError('One job at a time.');
    if (values.until !== undefined && values.for !== undefined)
      throw new UsageError('Give --until or --for, not both.');
    const now = Date.now();
    const until =
      values.until !== undefined
        ? readTime(values.until, now, 'future')
        : values.for !== undefined
          ? now + readLength(values.for)
          : null;
    const connection = await context.connect();
    try {
      await connection.ask('pause', { job, until });
      const end = until === null ? '' : ` until ${timeText(instant(until), timeContext(now))}`;
      await write(context.stdout, `Paused ${job ?? 'everything'}${end}.\n`);
      return exitCodes.done;
    } finally {
      connection.close();
    }
  },
};
