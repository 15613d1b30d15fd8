import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { timely } from './timely.ts';

const scriptPath = (script: string): string => fileURLToPath(new URL(`./${script}.mjs`, import.meta.url));

/** Runs a measurement to its end, timely, and reads the line of JSON that it prints. */
export function measured(script: string, ...parameters: readonly string[]): unknown {
  const { file, args } = timely(process.execPath, ['--expose-gc', scriptPath(script), ...parameters]);
  const { stdout, stderr, status } = spawnSync(file, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${script} ${parameters.join(' ')} failed: ${stderr.slice(-2000)}`);
  return JSON.parse(stdout) as unknown;
}

/** A measurement that goes on: it says lines, and takes some. */
export interface Ongoing {
  readonly child: ChildProcess;
  /** The next line that it says. */
  line(): Promise<string>;
  tell(line: string): void;
}

/** Starts a measurement that goes on, timely. */
export const ongoing = (script: string, ...parameters: readonly string[]): Ongoing =>
  begin(timely(process.execPath, ['--expose-gc', scriptPath(script), ...parameters]));

const begin = ({ file, args }: ReturnType<typeof timely>): Ongoing =>
  follow(spawn(file, args, { stdio: ['pipe', 'pipe', 'inherit'] }));

/** Reads the lines of any process. */
export function follow(child: ChildProcess): Ongoing {
  if (child.stdout === null) throw new Error('What it says is not heard.');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    child,
    line: async () => {
      const next = await lines.next();
      if (next.done === true) throw new Error(`${child.spawnargs.join(' ')} ended too early.`);
      return next.value;
    },
    tell: (line) => {
      child.stdin?.write(`${line}\n`);
    },
  };
}
