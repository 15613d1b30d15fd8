import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Program } from '../engine/view/program.ts';

/** Which example to add, and at which pace. */
export interface ExampleRequest {
  readonly name: string;
  /** The pace to watch: what `everyMinute` in the example's file says. */
  readonly everyMinute: boolean;
}

const document = z.record(z.string(), z.unknown());
const exampleFile = z.object({
  jobs: z.array(document.and(z.object({ id: z.string() }))),
  everyMinute: z.record(z.string(), z.array(document)).default({}),
});

/** The folder of examples: beside `dist` in the project, beside the app's resources where it is packaged. */
export function examplesFolder(from: string = dirname(fileURLToPath(import.meta.url))): string | null {
  for (let folder = from; ; folder = dirname(folder)) {
    const examples = join(folder, 'examples');
    if (existsSync(join(examples, 'two-sources', 'jobs.json'))) return examples;
    if (dirname(folder) === folder) return null;
  }
}

/**
 * Adds the jobs of an example. Asks nothing and changes nothing else: a job that is there already stays as it is, but for its pace, as long as
 * it is otherwise as the example made it. Answers what was done, a line for each job.
 * @param data folder in which the example may write, in one of its own
 */
export async function addExample(
  program: Pick<Program, 'invoke'>,
  request: ExampleRequest,
  data: string,
): Promise<readonly string[]> {
  const folder = examplesFolder();
  const file = folder === null ? null : join(folder, request.name, 'jobs.json');
  if (folder === null || file === null || !/^[\w-]+$/.test(request.name) || !existsSync(file)) {
    return [`There is no example "${request.name}". There is: two-sources.`];
  }
  const read = exampleFile.parse(JSON.parse(readFileSync(file, 'utf8')));
  const place = { folder: join(folder, request.name), data: join(data, 'examples', request.name) };
  mkdirSync(place.data, { recursive: true });
  const lines: string[] = [];
  for (const job of read.jobs) {
    const usual = placed(job, place);
    const fast = { ...usual, triggers: read.everyMinute[job.id] ?? usual['triggers'] };
    lines.push(await addOne(program, job.id, request.everyMinute ? fast : usual, [usual, fast]));
  }
  return lines;
}

type Document = Readonly<Record<string, unknown>>;

/** A job of an example where it is on this computer: its scripts where the example is, its files in Wakeful's own folder. */
function placed(job: Document, place: { readonly folder: string; readonly data: string }): Document {
  const env = typeof job['env'] === 'object' && job['env'] !== null ? job['env'] : {};
  const own = { ...job, cwd: place.folder, env: { ...env, TWO_SOURCES_DATA: place.data } };
  return process.platform === 'win32' ? { ...own, run: windowsRun(job['run']) } : own;
}

/** On Windows Python's launcher is `py`. */
function windowsRun(run: unknown): unknown {
  const command: unknown = typeof run === 'object' && run !== null && 'command' in run ? run.command : null;
  if (!Array.isArray(command) || command[0] !== 'python3') return run;
  return { command: ['py', '-3', ...command.slice(1).map(String)] };
}

async function addOne(
  program: Pick<Program, 'invoke'>,
  id: string,
  wanted: Document,
  own: readonly Document[],
): Promise<string> {
  const known = await program.invoke('readJob', { job: id });
  if (known.ok) {
    const { document: saved, revision } = known.value;
    if (same(saved, wanted)) return `${id} is there already.`;
    if (!own.some((one) => same(saved, one))) return `${id} is there already, and was changed: it stays as it is.`;
    const changed = await program.invoke('saveJob', { id, document: wanted, revision });
    return changed.ok ? `${id} has another pace now.` : `${id} could not be changed: ${changed.error.message}`;
  }
  const added = await program.invoke('saveJob', { id: null, document: wanted, revision: null });
  return added.ok ? `Added ${id}.` : `${id} could not be added: ${added.error.message}`;
}

/** The same document, whatever the order of its keys. */
const same = (a: Document, b: Document): boolean => JSON.stringify(ordered(a)) === JSON.stringify(ordered(b));

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, ordered(inner)]),
  );
}
