import type { JobEnvironmentView, RunEnvironmentView, VariableRow } from '../../../preload/contract.ts';
import { exitCodes, onlyOne, readOptions, UsageError, type Command } from '../command.ts';
import { columns, jsonLine, write } from '../print.ts';

export const command: Command = {
  help: `wakeful env JOB [--all] [--json]
wakeful env --run RUN [--attempt N] [--json]

The environment that a job gets, beside the minimal one that cron would give it. Only what differs is shown:
  +  only the job has it      ~  both have it, and it differs      -  only cron has it
Values of secrets are never shown.

  --all         also what is the same in both
  --run RUN     what that run was given, exactly
  --attempt N   which of its attempts (the last)
  --json        for programs: everything, also what is the same
`,
  async run(args, context) {
    const { values, positionals } = readOptions(args, {
      all: { type: 'boolean' },
      json: { type: 'boolean' },
      run: { type: 'string' },
      attempt: { type: 'string' },
    });
    const { run } = values;
    if (run !== undefined && positionals.length > 0) throw new UsageError('Either a job or --run, not both.');
    const attempt = values.attempt === undefined ? null : Number(values.attempt);
    if (attempt !== null && (!Number.isInteger(attempt) || attempt < 1)) {
      throw new UsageError(`--attempt takes a whole number from 1, not "${String(values.attempt)}".`);
    }
    if (attempt !== null && run === undefined) throw new UsageError('--attempt goes with --run.');
    const job = run === undefined ? onlyOne(positionals, 'job') : '';
    const connection = await context.connect();
    try {
      if (run === undefined) {
        const view = await connection.ask('readJobEnvironment', { job });
        await write(context.stdout, values.json === true ? jsonLine(view) : jobText(view, values.all === true));
      } else {
        const view = await connection.ask('readRunEnvironment', { run, attempt });
        await write(context.stdout, values.json === true ? jsonLine(view) : runText(view));
      }
      return exitCodes.done;
    } finally {
      connection.close();
    }
  },
};

const MARKS = { same: ' ', added: '+', changed: '~', missing: '-' } as const;

const FROM = {
  login: 'login shell',
  minimal: 'minimal',
  job: 'this job',
  secret: 'secret',
  wakeful: 'Wakeful',
} as const;

function jobText(view: JobEnvironmentView, all: boolean): string {
  const { login, path, missingSecrets } = view;
  const lines = [`${view.job} runs in ${view.cwd}, with the ${view.environment} environment.`];
  if (login.problem !== null) {
    const instead = login.from === 'remembered' ? 'its last good answer' : 'Wakeful’s own environment';
    lines.push(`${login.problem} Used instead: ${instead}.`);
  }
  if (missingSecrets.length > 0) {
    lines.push(`No value is set for ${missingSecrets.join(', ')}: "wakeful secret set NAME" does that.`);
  }
  if (path.onlyJob.length > 0) lines.push(`Programs are found here and not by cron: ${path.onlyJob.join(', ')}`);
  if (path.onlyCron.length > 0) lines.push(`Programs are found by cron and not here: ${path.onlyCron.join(', ')}`);
  const shown = view.variables.filter(({ difference }) => all || difference !== 'same');
  const rows = shown.map((row) => [
    `${MARKS[row.difference]} ${row.name}`,
    row.from === null ? '' : FROM[row.from],
    valueText(row),
  ]);
  return `${lines.join('\n')}\n\n${columns(rows)}`;
}

/** One line a variable: line breaks within a value are shown as they would be typed. */
const oneLine = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r');

function valueText({ value, cron, difference }: VariableRow): string {
  if (difference === 'missing') return `cron: ${oneLine(cron ?? '')}`;
  const own = oneLine(value ?? '');
  return difference === 'changed' ? `${own}   (cron: ${oneLine(cron ?? '')})` : own;
}

function runText(view: RunEnvironmentView): string {
  const nice = view.nice === 0 ? '' : `, nice ${String(view.nice)}`;
  const head = `${view.run}, attempt ${String(view.attempt)}: ${view.what}\nin ${view.cwd}${nice}`;
  const rows = Object.entries(view.variables)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => [`  ${name}`, oneLine(value)]);
  return `${head}\n\n${columns(rows)}`;
}
