import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { instant } from '../../core/time/instant.ts';
import { explain } from '../../core/triggers/explain.ts';
import { zoneOf } from '../../core/time/zone.ts';
import type { Problem } from '../../core/problem.ts';
import { foldersOf } from '../../adapters/folders.ts';
import { saveWhileNothingRuns } from '../../program/quietStore.ts';
import {
  type Command,
  type CommandContext,
  exitCodes,
  problemText,
  readOptions,
  Refusal,
  UsageError,
} from '../command.ts';
import { jobFromFlags, jobOptions } from '../jobFlags.ts';
import { localZone } from '../local.ts';
import { ruleOptions } from '../ruleFlags.ts';
import { jsonLine, write } from '../print.ts';

export const command: Command = {
  help: `wakeful add [--name NAME] [schedule] [options] -- COMMAND ARGUMENTS
wakeful add [--name NAME] [schedule] [options] --shell "TEXT"
wakeful add --file job.json

Adds a job, through the running Wakeful, or to the jobs file where none runs.

Schedule, each as often as wanted; none: it runs only by hand
  --cron EXPR       "5 * * * *"
  --every LENGTH    5m, 2h, PT90S: since its last start
  --when TEXT       anything that "wakeful explain" understands: "every monday at 10:30"
  --once INSTANT    2026-12-01T08:00:00+01:00
  --after JOB       after each run of another job, with --on success|failure|any, --delay LENGTH, --if EXPRESSION
  --zone ZONE       an IANA name (local)

What it gets
  --cwd FOLDER        where it runs (the current folder)
  --env NAME=VALUE    a variable, as often as wanted
  --environment login|minimal   your login shell's, or cron's (login)
  --secret NAME       a secret as the variable NAME, as often as wanted; "wakeful secret set NAME" gives it its value
  --secret-file NAME  a secret as a file, whose path is in NAME_FILE
  --stdin TEXT        what it reads from standard input

Its rules
  --catch-up latest|earliest|all|none   what to do about moments missed asleep or off (latest)
  --concurrency forbid|queue|replace|allow   what to do when it is due and still runs (forbid)
  --retries N         further attempts after a failure (0), each --retry-delay LENGTH after the one before (30s)
  --timeout LENGTH    the longest that an attempt may take; it gets --grace LENGTH to end politely (20s)
  --memory SIZE       the most memory of an attempt, 512MiB
  --printed SIZE      the most that an attempt may print; --beyond stop|notify says what then (stop)
  --keep-output SIZE  the most that is kept of what a run prints, the first and the last half (10MiB)
  --nice N            how much it gives way to others, 0 to 19 (0)
  --keep-awake        the computer does not fall asleep by itself while it runs

Being told
  --notify-after N    of the N-th failure in a row (1); --quiet: of none
  --notify-missed     of its not having run, several times in a row
  --notify-running LENGTH   of its still running after so long
  --give-up-after N   it is disabled after so many failures in a row
  --ping URL          an address that hears of every start and end (Healthchecks)

What it is called
  --name NAME  --id ID  --description TEXT  --tag TAG  --disabled (added, and not enabled)

  --file FILE       a job as JSON, or {"jobs":[…]}; - is standard input
  --json            print what was added as JSON
`,
  async run(args, context) {
    const end = args.indexOf('--');
    const behind = end === -1 ? [] : args.slice(end + 1);
    const { values, positionals } = readOptions(end === -1 ? args : args.slice(0, end), {
      ...jobOptions,
      ...ruleOptions,
      file: { type: 'string' },
      json: { type: 'boolean' },
    });
    if (positionals[0] !== undefined) {
      throw new UsageError(`The command to run stands behind "--": wakeful add … -- ${positionals.join(' ')}`);
    }
    const { file, json, ...flags } = values;
    const documents =
      file === undefined ? [fromFlags(flags, behind, context)] : await fromFile(file, flags, behind, context);
    for (const document of documents) await add(document, json === true, context);
    return exitCodes.done;
  },
};

type Document = Readonly<Record<string, unknown>>;

function fromFlags(
  flags: Parameters<typeof jobFromFlags>[0],
  command: readonly string[],
  context: CommandContext,
): Document {
  const { document, when } = jobFromFlags(flags, command, context.cwd);
  const triggers = Array.isArray(document['triggers']) ? (document['triggers'] as unknown[]) : [];
  return { ...document, triggers: [...triggers, ...when.map((text) => readWhen(text, flags.zone))] };
}

/** A schedule in any words, as the trigger it is saved as. */
function readWhen(text: string, zone: string | undefined): unknown {
  const named = zone === undefined || zone === 'local' ? null : zoneOf(zone);
  const read = explain(text, {
    zone: named?.ok === true ? named.value : localZone(),
    local: localZone(),
    now: instant(Date.now()),
    count: 1,
  });
  if (!read.ok) throw new Refusal(`--when: ${problemText(read.error, text)}`);
  return read.value.trigger;
}

async function fromFile(
  file: string,
  flags: object,
  command: readonly string[],
  context: CommandContext,
): Promise<readonly Document[]> {
  const [flag] = Object.keys(flags);
  if (flag !== undefined || command.length > 0) {
    throw new UsageError(
      `With --file everything stands in the file; ${flag === undefined ? 'a command' : `--${flag}`} does not fit.`,
    );
  }
  const text = file === '-' ? await readAll(context.stdin) : readText(resolve(context.cwd, file));
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new Refusal(`${file} is not JSON: ${error instanceof Error ? error.message : String(error)}.`);
  }
  const jobs = typeof value === 'object' && value !== null && 'jobs' in value ? value.jobs : value;
  const list: readonly unknown[] = Array.isArray(jobs) ? jobs : [jobs];
  return list.map((one) => {
    if (typeof one === 'object' && one !== null && !Array.isArray(one)) return { ...one };
    throw new Refusal(`${file} must hold a job like {"name":"Backup","run":{"command":["backup"]}}, or {"jobs":[…]}.`);
  });
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new Refusal(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

async function readAll(stream: NodeJS.ReadableStream): Promise<string> {
  let text = '';
  for await (const piece of stream) text += String(piece);
  return text;
}

async function add(document: Document, json: boolean, context: CommandContext): Promise<void> {
  const { id, warnings, problems, quiet } = await save(document, context);
  for (const problem of [...problems, ...warnings]) await write(context.stderr, `${problemText(problem)}\n`);
  if (json) await write(context.stdout, jsonLine({ id, warnings }));
  else await write(context.stdout, `Added ${id}.${quiet ? ' It runs once Wakeful does.' : ''}\n`);
}

interface Saved {
  readonly id: string;
  readonly warnings: readonly Problem[];
  readonly problems: readonly Problem[];
  readonly quiet: boolean;
}

async function save(document: Document, context: CommandContext): Promise<Saved> {
  const running = await context.connectIfRunning();
  if (running === null) {
    const saved = saveWhileNothingRuns(foldersOf(context.env), document);
    if (saved?.ok === true) return { ...saved.value, warnings: saved.warnings, quiet: true };
    if (saved?.ok === false) throw new Refusal(problemText(saved.error));
  }
  const connection = running ?? (await context.connect());
  try {
    const { id, warnings } = await connection.ask('saveJob', { id: null, document, revision: null });
    return { id, warnings, problems: [], quiet: false };
  } finally {
    connection.close();
  }
}
