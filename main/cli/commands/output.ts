import { createWriteStream } from 'node:fs';
import { resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { OutputMatch } from '../../../preload/contract.ts';
import { RunOutputs } from '../../adapters/runOutput.ts';
import { instant } from '../../core/time/instant.ts';
import { timeText } from '../../core/words/times.ts';
import {
  countOption,
  exitCodes,
  onlyOne,
  readOptions,
  Refusal,
  UsageError,
  type Command,
  type CommandContext,
  type Connection,
} from '../command.ts';
import { printOutput } from '../follow.ts';
import { timeContext } from '../local.ts';
import { columns, jsonLine, write } from '../print.ts';

export const command: Command = {
  help: `wakeful output JOB|RUN [--attempt N] [--follow]
wakeful output JOB|RUN [--attempt N] --search TEXT [--match-case] [--limit N] [--json]
wakeful output JOB|RUN [--attempt N] --save FILE

Prints the output of a run, or of the newest run of a job: standard output and error each to its own.

  --attempt N     only what that attempt printed (all of them)
  --follow        go on until the run has ended
  --search TEXT   only the lines that hold a text, with their time; ends with 1 where there is none
  --match-case    with --search: upper and lower case are not the same
  --limit N       with --search: at most so many lines, the oldest (1000)
  --json          with --search: as one JSON object
  --save FILE     all that is kept, byte for byte, into a file
`,
  async run(args, context) {
    const { values, positionals } = readOptions(args, {
      follow: { type: 'boolean', short: 'f' },
      attempt: { type: 'string' },
      search: { type: 'string' },
      'match-case': { type: 'boolean' },
      limit: { type: 'string' },
      json: { type: 'boolean' },
      save: { type: 'string' },
    });
    const named = onlyOne(positionals, 'job or run');
    const { search, save } = values;
    const attempt =
      values.attempt === undefined ? null : countOption(values.attempt, 1, Number.MAX_SAFE_INTEGER, '--attempt');
    const limit = countOption(values.limit, 1000, 10_000, '--limit');
    const follow = values.follow === true;
    if (search === '') throw new UsageError('--search takes a text that is not empty.');
    if (Number(search !== undefined) + Number(save !== undefined) + Number(follow) > 1) {
      throw new UsageError('One of --follow, --search and --save.');
    }
    for (const option of ['match-case', 'limit', 'json'] as const) {
      if (values[option] !== undefined && search === undefined) throw new UsageError(`--${option} goes with --search.`);
    }
    const connection = await context.connect();
    try {
      const run = await runNamed(named, connection);
      if (attempt !== null) await checkAttempt(run, attempt, connection);
      if (save !== undefined) return await saveTo(resolve(context.cwd, save), run, attempt, connection);
      if (search === undefined) {
        await printOutput(connection, context, { run, attempt, follow });
        return exitCodes.done;
      }
      const matchCase = values['match-case'] === true;
      const found = await connection.ask('searchOutput', { run, text: search, matchCase, attempt, limit });
      if (values.json === true) await write(context.stdout, jsonLine({ run, ...found }));
      else await printMatches(found, attempt === null, context);
      return found.matches.length === 0 ? exitCodes.refused : exitCodes.done;
    } finally {
      connection.close();
    }
  },
};

/** The run of that name, or the newest one of the job of that name. */
async function runNamed(named: string, connection: Connection): Promise<string> {
  if ((await connection.call('readRun', { run: named })).ok) return named;
  await connection.ask('readJob', { job: named });
  const [newest] = await connection.ask('listRuns', { job: named, before: null, limit: 1 });
  if (newest === undefined) throw new Refusal(`${named} has not run yet.`);
  return newest.run;
}

async function checkAttempt(run: string, attempt: number, connection: Connection): Promise<void> {
  const { attempts } = await connection.ask('readRun', { run });
  if (attempt <= attempts) return;
  throw new Refusal(`${run} has ${attempts === 1 ? 'one attempt' : `${String(attempts)} attempts`}.`);
}

/** From the disk itself: bytes that are no text do not go through JSON. */
async function saveTo(path: string, run: string, attempt: number | null, connection: Connection): Promise<number> {
  const { folders } = await connection.ask('readState', {});
  const file = new RunOutputs(folders.output).file(run, attempt);
  if (file === null) throw new Refusal('Nothing is kept of what it printed.');
  try {
    await pipeline(Readable.from(file.pieces), createWriteStream(path));
  } catch (error) {
    throw new Refusal(`${path} cannot be written: ${error instanceof Error ? error.message : String(error)}.`);
  }
  return exitCodes.done;
}

async function printMatches(
  { matches, more }: { readonly matches: readonly OutputMatch[]; readonly more: boolean },
  withAttempt: boolean,
  { stdout, stderr }: CommandContext,
): Promise<void> {
  const now = timeContext();
  const several = withAttempt && matches.some(({ attempt }) => attempt > 1);
  const rows = matches.map(({ at, attempt, stream, line }) => [
    timeText(instant(at), now),
    ...(several ? [`attempt ${String(attempt)}`] : []),
    stream === 'note' ? 'Wakeful' : stream,
    line,
  ]);
  await write(stdout, columns(rows));
  if (more) await write(stderr, 'There are more: --limit N shows so many.\n');
}
