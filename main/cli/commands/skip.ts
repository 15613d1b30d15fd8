import { instant } from '../../core/time/instant.ts';
import { timeText } from '../../core/words/times.ts';
import { exitCodes, onlyOne, readOptions, type Command } from '../command.ts';
import { timeContext } from '../local.ts';
import { write } from '../print.ts';

export const command: Command = {
  help: `wakeful skip JOB

Skips the next due moment of the job. Twice before it skips one.
`,
  async run(args, context) {
    const { positionals } = readOptions(args, {});
    const job = onlyOne(positionals, 'job');
    const connection = await context.connect();
    try {
      const { due } = await connection.ask('skipNext', { job });
      const which = due === null ? 'its next due moment' : timeText(instant(due), timeContext());
      await write(context.stdout, `${job} skips ${which}.\n`);
      return exitCodes.done;
    } finally {
      connection.close();
    }
  },
};
