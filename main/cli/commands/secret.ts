import { exitCodes, onlyOne, readOptions, Refusal, UsageError, type Command, type CommandContext } from '../command.ts';
import { readSecret } from '../readSecret.ts';
import { columns, jsonLine, write } from '../print.ts';

export const command: Command = {
  help: `wakeful secret set NAME
wakeful secret list [--json]
wakeful secret remove NAME

Values that jobs get without their being written down anywhere else: in a job "secrets": ["NAME"] gives it as the variable NAME, and
"secretFiles": ["NAME"] as a file, whose path is in the variable NAME_FILE.

  set      keeps a value under a name. It is asked for, or read from standard input (a line end at its end does not count); never from
           the command line, which other users can see.
  list     the names, and which jobs ask for them; never a value
  remove   forgets one
`,
  async run(args, context) {
    const { values, positionals } = readOptions(args, { json: { type: 'boolean' } });
    const [what, ...rest] = positionals;
    switch (what) {
      case 'set':
        if (rest.length > 1)
          throw new UsageError('The value is not given here: it is asked for, or read from standard input.');
        return set(onlyOne(rest, 'secret'), context);
      case 'list':
        if (rest.length > 0) throw new UsageError(`"${rest[0] ?? ''}" is too much.`);
        return list(context, values.json === true);
      case 'remove':
        return remove(onlyOne(rest, 'secret'), context);
      default:
        throw new UsageError('Say what to do: set, list or remove.');
    }
  },
};

async function set(name: string, context: CommandContext): Promise<number> {
  const connection = await context.connect();
  try {
    // Before the person types anything: whether it could be kept.
    const { unavailable } = await connection.ask('listSecrets', {});
    if (unavailable !== null) throw new Refusal(unavailable);
    const value = await readSecret(`Value of ${name}: `, context);
    await connection.ask('setSecret', { name, value });
    return exitCodes.done;
  } finally {
    connection.close();
  }
}

async function list(context: CommandContext, json: boolean): Promise<number> {
  const connection = await context.connect();
  try {
    const view = await connection.ask('listSecrets', {});
    if (json) {
      await write(context.stdout, jsonLine(view));
      return exitCodes.done;
    }
    const rows = [
      ...view.secrets.map(({ name, jobs, problem }) => [name, jobs.join(', '), problem ?? '']),
      ...view.missing.map(({ name, jobs }) => [name, jobs.join(', '), 'has no value yet']),
    ];
    await write(context.stdout, columns(rows));
    if (view.unavailable !== null) await write(context.stderr, `${view.unavailable}\n`);
    return exitCodes.done;
  } finally {
    connection.close();
  }
}

async function remove(name: string, context: CommandContext): Promise<number> {
  const connection = await context.connect();
  try {
    await connection.ask('deleteSecret', { name });
    return exitCodes.done;
  } finally {
    connection.close();
  }
}
