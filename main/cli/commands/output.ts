import { exitCodes, onlyOne, readOptions, Refusal, type Command } from '../command.ts';
import { printOutput } from '../follow.ts';

export const command: Command = {
  help: `wakeful output JOB|RUN [--follow]

Prints the output of a run, or of the newest run of a job: standard output and error each to its own.

  --follow   go on until the run has ended
`,
  async run(args, context) {
    const { values, positionals } = readOptions(args, { follow: { type: 'boolean', short: 'f' } });
    const named = onlyOne(positionals, 'job or run');
    const connection = await context.connect();
    try {
      const answer = await connection.call('readRun', { run: named });
      let run: string | undefined = answer.ok ? named : undefined;
      if (run === undefined) {
        await connection.ask('readJob', { job: named });
        const runs = await connection.ask('listRuns', { job: named, before: null, limit: 1 });
        run = runs[0]?.run;
      }
      if (run === undefined) throw new Refusal(`${named} has not run yet.`);
      await printOutput(connection, context, run, 0, values.follow === true);
      return exitCodes.done;
    } finally {
      connection.close();
    }
  },
};
