import type { ParseArgsConfig } from 'node:util';
import { parseArgs } from 'node:util';
import type { Answer, CallName, Input, Output, Problem, Push } from '../../preload/contract.ts';

/** How the command ends, as the help says it. */
export const exitCodes = {
  done: 0,
  /** Wakeful said no, or something was not found; what and why is on standard error. */
  refused: 1,
  /** The command line itself is wrong. */
  usage: 2,
  /** No Wakeful is running, and this command needs one. */
  notRunning: 3,
} as const;

/** The command line is wrong: what is, and what would be right. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Ends the command with a message and an exit code; not a defect. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly exitCode: number;
  constructor(message: string, exitCode: number = exitCodes.refused) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** The running Wakeful. */
export interface Connection {
  /** Answers or throws a `Refusal` with the problem's message. */
  ask<N extends CallName>(name: N, input: Input<N>): Promise<Output<N>>;
  /** Answers as the contract does. */
  call<N extends CallName>(name: N, input: Input<N>): Promise<Answer<Output<N>>>;
  onPush(listener: (push: Push) => void): () => void;
  /** Has the window shown at a path; answers its address where it is to be opened in a browser. */
  show(path: string): Promise<string | null>;
  close(): void;
}

/** What a command may touch. */
export interface CommandContext {
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream;
  readonly stdin: NodeJS.ReadableStream;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folder of the built window. */
  readonly windowFolder: string;
  /** The running Wakeful; throws a `Refusal` that says so where none runs. */
  connect(): Promise<Connection>;
  /** The same, or null where none runs. */
  connectIfRunning(): Promise<Connection | null>;
}

/** One command of `wakeful`: one file in `commands/`, one line in `commands.ts`. */
export interface Command {
  /** Printed by `wakeful COMMAND --help`. */
  readonly help: string;
  /** Answers the exit code. */
  run(args: readonly string[], context: CommandContext): Promise<number>;
}

/** Reads options strictly; what is not understood is a `UsageError` in plain words. */
export function readOptions<T extends NonNullable<ParseArgsConfig['options']>>(args: readonly string[], options: T) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    // Node.js adds advice on positional arguments that begin with a dash after the first sentence.
    throw new UsageError(error.message.split('. To specify')[0] ?? error.message);
  }
}

/** The only argument of a command; more or none is a `UsageError`. */
export function onlyOne(positionals: readonly string[], what: string): string {
  const [first, second] = positionals;
  if (first === undefined) throw new UsageError(`Say which ${what}.`);
  if (second !== undefined) throw new UsageError(`One ${what} at a time; "${second}" is too much.`);
  return first;
}

/** A number option within its range; `UsageError` otherwise. */
export function countOption(text: string | undefined, otherwise: number, most: number, option: string): number {
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < 1 || value > most) {
    throw new UsageError(`${option} takes a whole number from 1 to ${String(most)}, not "${text}".`);
  }
  return value;
}

/** A problem as lines for people: the field, the message, and a mark under the mistake where its place is known. */
export function problemText(problem: Problem, text?: string): string {
  const where = problem.field === undefined ? '' : `${problem.field}: `;
  const lines = [`${where}${problem.message}`];
  if (text !== undefined && problem.position !== undefined && !text.includes('\n')) {
    lines.push(`  ${text}`, `  ${' '.repeat(problem.position)}${'^'.repeat(Math.max(1, problem.length ?? 1))}`);
  }
  return lines.join('\n');
}
