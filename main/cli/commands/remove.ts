import { exitCodes, onlyOne, readOptions, type Command } from '../command.ts';
import { write } from '../print.ts';

export const command: Command = {
  help: `wakeful remove JOB

Removes the job and prints it as it was saved, so that it can be added again. What runs is stopped; history stays.
`,
  async run(args, context) {
    const { positionals } = readOptions(args, {});
    const job = onlyOne(positionals, 'job');
    const connection = await context.connect();
    try {
      const { document } = await connection.ask('deleteJob', { job });
      await write(context.stdout, `${JSON.stringify(document, null, 2)}\n`);
      return exitCodes.done;
    } finally {
      connection.close();
    }
  },
};
