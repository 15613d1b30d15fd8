import { join } from 'node:path';
import { foldersOf } from '../../adapters/folders.ts';
import { addExample, type ExampleRequest } from '../../program/examples.ts';
import { LedgerError } from '../../engine/ledger.ts';
import { AlreadyRunning, DEFAULT_PORT, serve } from '../../headless/serve.ts';
import { whyNotStarted } from '../../headless/whyNotStarted.ts';
import { readOptions, Refusal, UsageError, type Command, type CommandContext } from '../command.ts';

export const command: Command = {
  help: `wakeful serve [--port N] [--example NAME [--every-minute]]

Runs Wakeful without a desktop: jobs run, and the window is served to this computer's browsers at the address it prints. Ctrl+C ends it.
What runs then is stopped, unless the setting onQuit says "finish" or "leave".

  --port N         0 to 65535, 0 is any free one (WAKEFUL_PORT, else the setting, else ${String(DEFAULT_PORT)} or a free one)
  --example NAME   add an example's jobs: two-sources
  --every-minute   with --example: at a pace to watch
`,
  async run(args, context) {
    const { values, positionals } = readOptions(args, {
      port: { type: 'string' },
      example: { type: 'string' },
      'every-minute': { type: 'boolean' },
    });
    if (positionals[0] !== undefined)
      throw new UsageError(`"serve" takes no arguments; "${positionals[0]}" is too much.`);
    const port = values.port ?? context.env['WAKEFUL_PORT'];
    if (port !== undefined && (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)) {
      throw new UsageError(`A port is a number from 0 to 65535, not "${port}".`);
    }
    if (values['every-minute'] === true && values.example === undefined) {
      throw new UsageError('--every-minute says the pace of --example, which is missing.');
    }
    const example =
      values.example === undefined ? null : { name: values.example, everyMinute: values['every-minute'] === true };
    try {
      return await serve({
        port: port === undefined ? null : Number(port),
        windowFolder: context.windowFolder,
        helper: { file: process.execPath, args: [join(context.windowFolder, '../helper/helper.cjs')] },
        example,
        say: (line) => {
          context.stdout.write(`${line}\n`);
        },
        complain: (line) => {
          context.stderr.write(`${line}\n`);
        },
      });
    } catch (error) {
      if (error instanceof LedgerError) throw new Refusal(cannotBegin(error));
      if (port !== undefined && isTaken(error))
        throw new Refusal(`Port ${port} is taken. Leave --port out to have a free one.`);
      if (error instanceof AlreadyRunning) {
        throw new Refusal(`${error.message} ${await turnTo(example, context)}`.trim());
      }
      const why = whyNotStarted(error, foldersOf().data);
      if (why !== null) throw new Refusal(why);
      throw error;
    }
  },
};

/** Why there is no history to work with, and what helps. */
function cannotBegin({ kind, message }: LedgerError): string {
  const help = {
    newer: 'Update Wakeful, or start it with another WAKEFUL_HOME.',
    full: 'Make room on the disk, and start again.',
    readOnly: 'Give this user the right to write there, and start again.',
    locked: 'Another program has it open; close that, and start again.',
    damaged: 'Start again: it is then kept aside and a new one begins.',
    other: 'Nothing was changed.',
  }[kind];
  return `Wakeful cannot begin: ${message} ${help}`;
}

const isTaken = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';

/**
 * Turns to the one that runs: adds the example there, and says where its window is, as far as it says. One that is just starting is given a
 * moment.
 */
async function turnTo(example: ExampleRequest | null, context: CommandContext): Promise<string> {
  for (let tries = 0; tries < 20; tries += 1) {
    const connection = await context.connectIfRunning();
    if (connection !== null) {
      try {
        const there = { invoke: connection.call.bind(connection) };
        const lines = example === null ? [] : await addExample(there, example, foldersOf(context.env).data);
        const address = await connection.show('/today');
        return [address === null ? 'Its window is shown.' : `Its window is at ${address}`, ...lines].join('\n');
      } finally {
        connection.close();
      }
    }
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  return '';
}
