import { exitCodes, onlyOne, readOptions, type Command } from '../command.ts';
import { write } from '../print.ts';

export const command: Command = {
  help: `wakeful show JOB

Prints the job as it is saved, as JSON: what "wakeful add --file" reads.
`,
  async run(args, context) {
    const { positionals } = readOptions(args, {});
    const job = onlyOne(positionals, 'job');
    const connection = await context.connect();
    try {
      const { document } = await connection.ask('readJob', { job });
      await write(context.stdout, `${JSON.stringify(document, null, 2)}\n`);
      return exitCodes.done;
    } finally {
      connection.close();
    }
  },
};
