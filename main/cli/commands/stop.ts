import { exitCodes, onlyOne, readOptions, Refusal, type Command } from '../command.ts';
import { write } from '../print.ts';

export const command: Command = {
  help: `wakeful stop JOB|RUN

Stops everything that runs of a job, or one run: politely first, and for good after the job's grace time.
`,
  async run(args, context) {
    const { positionals } = readOptions(args, {});
    const named = onlyOne(positionals, 'job or run');
    const connection = await context.connect();
    try {
      const { running } = await connection.ask('readState', {});
      const meant = running.filter(({ run, job }) => run === named || job === named);
      if (meant.length === 0) {
        // Names a job that does not exist as such.
        if (!/^r\d+$/.test(named)) await connection.ask('readJob', { job: named });
        throw new Refusal(`Nothing runs of ${named}.`);
      }
      for (const { run, job } of meant) {
        await connection.ask('stopRun', { run });
        await write(context.stdout, `Stopping ${run} of ${job}.\n`);
      }
      return exitCodes.done;
    } finally {
      connection.close();
    }
  },
};
