import type { RunView } from '../../../preload/contract.ts';
import { exitCodes, onlyOne, readOptions, type Command } from '../command.ts';
import { ended, printOutput } from '../follow.ts';
import { jsonLine, write } from '../print.ts';

export const command: Command = {
  help: `wakeful run JOB [--wait] [--json]

Runs the job now, under its own rules: where it runs already and allows one run only, Wakeful says so.

  --wait   print its output and wait for its end; the exit status is then the job's own (1 where it has none)
  --json   print the run, with --wait as it ended, as JSON; its output is then not printed
`,
  async run(args, context) {
    const { values, positionals } = readOptions(args, { wait: { type: 'boolean' }, json: { type: 'boolean' } });
    const job = onlyOne(positionals, 'job');
    const connection = await context.connect();
    try {
      const { run } = await connection.ask('runNow', { job });
      if (values.wait !== true) {
        await write(context.stdout, values.json === true ? jsonLine({ run }) : `Run ${run} of ${job} is on its way.\n`);
        return exitCodes.done;
      }
      if (values.json !== true) await printOutput(connection, context, { run, attempt: null, follow: true });
      const view = await ended(connection, run);
      if (values.json === true) await write(context.stdout, jsonLine(view));
      else if (view.outcome !== 'succeeded') await write(context.stderr, howItEnded(view));
      return view.outcome === 'succeeded' ? exitCodes.done : (view.exitCode ?? exitCodes.refused);
    } finally {
      connection.close();
    }
  },
};

/** In one sentence, and where more is known (what 127 means, which limit it passed) that too. */
const howItEnded = ({ text, message }: Pick<RunView, 'text' | 'message'>): string =>
  message === null || text.includes(message.replace(/\.$/, '')) ? `${text}\n` : `${text}\n${message}\n`;
