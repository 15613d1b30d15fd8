import { exitCodes, onlyOne, readOptions, type Command } from '../command.ts';
import { write } from '../print.ts';

/** `enable` and `disable`: the same but for the direction. */
export const enabling = (enabled: boolean): Command => ({
  help: enabled
    ? 'wakeful enable JOB\n\nEnables the job. Due moments count from now.\n'
    : 'wakeful disable JOB\n\nDisables the job: it has no due moments until it is enabled. What runs goes on.\n',
  async run(args, context) {
    const { positionals } = readOptions(args, {});
    const job = onlyOne(positionals, 'job');
    const connection = await context.connect();
    try {
      await connection.ask('setEnabled', { job, enabled });
      await write(context.stdout, `${enabled ? 'Enabled' : 'Disabled'} ${job}.\n`);
      return exitCodes.done;
    } finally {
      connection.close();
    }
  },
});
