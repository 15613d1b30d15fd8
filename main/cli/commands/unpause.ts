import { exitCodes, readOptions, UsageError, type Command } from '../command.ts';
import { write } from '../print.ts';

export const command: Command = {
  help: `wakeful unpause [JOB]

Ends the pause of a job, or of everything where none is named.
`,
  async run(args, context) {
    const { positionals } = readOptions(args, {});
    const [job = null, more] = positionals;
    if (more !== undefined) throw new UsageError('One job at a time.');
    const connection = await context.connect();
    try {
      await connection.ask('unpause', { job });
      await write(context.stdout, `${job ?? 'Everything'} goes on.\n`);
      return exitCodes.done;
    } finally {
      connection.close();
    }
  },
};
