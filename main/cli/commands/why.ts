import { exitCodes, onlyOne, readOptions, Refusal, type Command } from '../command.ts';
import { columns, jsonLine, write } from '../print.ts';
import { readTime } from '../time.ts';

export const command: Command = {
  help: `wakeful why JOB [--at TIME] [--json]

Why the job ran, or did not: one sentence, then the facts. Without --at about its newest due moment, or the next where there is none yet.

  --at TIME   about the due moment at or before that time: 02:30, "2026-03-29 02:30", 2026-03-29T02:30:00+02:00
  --json      for programs
`,
  async run(args, context) {
    const { values, positionals } = readOptions(args, { at: { type: 'string' }, json: { type: 'boolean' } });
    const job = onlyOne(positionals, 'job');
    const connection = await context.connect();
    try {
      const at = values.at === undefined ? null : readTime(values.at, Date.now(), 'past');
      const before = at === null ? null : at + 1;
      const [newest] = await connection.ask('listDue', { job, before, limit: 1, comingUp: 0 });
      const [coming] =
        newest === undefined && at === null
          ? await connection.ask('listDue', { job, before, limit: 0, comingUp: 1 })
          : [];
      const due = newest ?? coming;
      if (due === undefined)
        throw new Refusal(at === null ? `${job} was never due.` : `${job} was not due until then.`);
      // Within a span every due moment has the same answer; the one that was asked for is named.
      const asked = at !== null && due.last !== null && at <= due.last ? at : (due.last ?? due.due);
      const why = await connection.ask('why', { job, at: at === null ? due.due : asked });
      if (values.json === true) await write(context.stdout, jsonLine(why));
      else {
        await write(context.stdout, `${why.sentence}\n`);
        if (why.facts.length > 0) {
          await write(context.stdout, `\n${columns(why.facts.map(({ name, value }) => [`  ${name}`, value]))}`);
        }
      }
      return exitCodes.done;
    } finally {
      connection.close();
    }
  },
};
