import { SqliteLedger } from '../../adapters/sqliteLedger.ts';
import { readOptions, UsageError, type Command } from '../command.ts';
import { simulateFiles } from '../simulate.ts';

const HELP = `wakeful simulate --jobs jobs.json --timeline timeline.jsonl [--ledger FILE]

Lives through a scripted stretch of a computer's life (sleep, power, clock, network, wishes) with the real engine on a
virtual clock, and writes what became of every due moment, one JSON object a line. Needs no running Wakeful.

  --jobs FILE       {"jobs":[…],"sequences":[…],"settings":{…}}, jobs in the shape in which they are saved
  --timeline FILE   {"start":…,"zone":…,"end":…}, then how jobs behave, then events in order of "t"
  --ledger FILE     keep the ledger in this new file as well

A mistake in a file is answered as {"error":{"file":…,"line":…,"field":…,"message":…}}, and nothing is simulated.
`;

export const command: Command = {
  help: HELP,
  run: (args, { cwd, stdout }) => {
    const { values, positionals } = readOptions(args, {
      jobs: { type: 'string' },
      timeline: { type: 'string' },
      ledger: { type: 'string' },
    });
    if (positionals[0] !== undefined)
      throw new UsageError(`"${positionals[0]}" is too much: both files are named by options.`);
    if (values.jobs === undefined) throw new UsageError('Say which jobs: --jobs jobs.json.');
    if (values.timeline === undefined) throw new UsageError('Say which timeline: --timeline timeline.jsonl.');
    const options = { jobs: values.jobs, timeline: values.timeline, ledger: values.ledger ?? null, cwd };
    return simulateFiles(options, stdout, (path) => new SqliteLedger(path));
  },
};
