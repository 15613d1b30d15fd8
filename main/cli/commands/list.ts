import type { JobRow } from '../../../preload/contract.ts';
import { instant } from '../../core/time/instant.ts';
import { timeText } from '../../core/words/times.ts';
import { exitCodes, readOptions, UsageError, type Command } from '../command.ts';
import { timeContext } from '../local.ts';
import { columns, jsonLine, write } from '../print.ts';

export const command: Command = {
  help: `wakeful list [--tag TAG] [--json]

Lists the jobs: id, state, next due moment, what became of the last one, schedule.

  --tag TAG   only jobs with this tag
  --json      as one JSON array
`,
  async run(args, context) {
    const { values, positionals } = readOptions(args, { tag: { type: 'string' }, json: { type: 'boolean' } });
    if (positionals[0] !== undefined)
      throw new UsageError(`"list" takes no arguments; "${positionals[0]}" is too much.`);
    const connection = await context.connect();
    try {
      const all = await connection.ask('listJobs', {});
      const { tag } = values;
      const rows = tag === undefined ? all : all.filter(({ tags }) => tags.includes(tag));
      if (values.json === true) await write(context.stdout, jsonLine(rows));
      else if (rows.length === 0)
        await write(context.stdout, tag === undefined ? EMPTY : `No job has the tag ${tag}.\n`);
      else await write(context.stdout, columns([HEAD, ...rows.map(cells)]));
      for (const { id, problem } of rows) {
        if (problem !== null) await write(context.stderr, `${id} could not be read: ${problem.message}\n`);
      }
      return exitCodes.done;
    } finally {
      connection.close();
    }
  },
};

const EMPTY = 'There are no jobs yet. Add one: wakeful add --name Backup --cron "0 9 * * *" -- backup.sh\n';
const HEAD = ['JOB', 'STATE', 'NEXT', 'LAST', 'WHEN'];

function cells({ id, state, next, lastFate, byHand, when }: JobRow): readonly string[] {
  const nextText = next === null ? '-' : `${next.estimated ? '≈ ' : ''}${timeText(instant(next.at), timeContext())}`;
  return [id, state, nextText, byHand?.text ?? lastFate?.text ?? '-', when];
}
