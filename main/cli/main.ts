/** Entry of the `wakeful` command: finds the command that is meant, runs it, and ends with its exit code. */
import { fileURLToPath } from 'node:url';
import { nearestWords } from '../core/nearest.ts';
import { exitCodes, Refusal, UsageError, type CommandContext } from './command.ts';
import { commands } from './commands.ts';
import { connect, connectIfRunning } from './connection.ts';
import { columns, write } from './print.ts';

const HELP = (): string => `wakeful COMMAND [options]: runs routine jobs, and accounts for every due moment.

${columns(Object.entries(commands).map(([name, { summary }]) => [`  ${name}`, summary]))}
wakeful COMMAND --help says more on each. --json, where a command has it, answers for programs.
Exit status: 0 done, 1 Wakeful said no, 2 the command line is wrong, 3 no Wakeful is running.
`;

async function main(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    const topic = rest[0] === undefined ? undefined : commands[rest[0]];
    await write(process.stdout, topic === undefined ? HELP() : (await topic.load()).command.help);
    return name === undefined ? exitCodes.usage : exitCodes.done;
  }
  const entry = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (entry === undefined) {
    const [near] = nearestWords(name, Object.keys(commands));
    const advice = near === undefined ? 'wakeful --help lists the commands.' : `Did you mean "${near}"?`;
    throw new UsageError(`There is no command "${name}". ${advice}`);
  }
  const { command } = await entry.load();
  const end = rest.indexOf('--');
  const own = end === -1 ? rest : rest.slice(0, end);
  if (own.includes('--help') || own.includes('-h')) {
    await write(process.stdout, command.help);
    return exitCodes.done;
  }
  const context: CommandContext = {
    stdout: process.stdout,
    stderr: process.stderr,
    stdin: process.stdin,
    cwd: process.cwd(),
    env: process.env,
    windowFolder: fileURLToPath(new URL('../renderer', import.meta.url)),
    connect,
    connectIfRunning,
  };
  return command.run(rest, context);
}

// A reader that went away (`wakeful list | head -1`) is no error.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (error instanceof UsageError) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = exitCodes.usage;
  } else if (error instanceof Refusal) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = error.exitCode;
  } else {
    throw error;
  }
}
