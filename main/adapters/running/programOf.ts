import { writeFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import type { Run } from '../../core/job.ts';
import { scriptName, type Launch } from './launch.ts';
import { findProgram } from './findProgram.ts';

/** What is handed to the system. */
export interface Program {
  readonly file: string;
  readonly args: readonly string[];
  /** What the program reads from standard input. */
  readonly stdin: string;
  /** Windows: the arguments are a command line already, not to be quoted once more. */
  readonly verbatim: boolean;
}

/** Endings that interpreters insist on, by their name. */
const ENDINGS: Readonly<Record<string, string>> = {
  powershell: '.ps1',
  pwsh: '.ps1',
  cmd: '.cmd',
  wscript: '.vbs',
  cscript: '.vbs',
};

const nameOf = (file: string): string => basename(file.replaceAll('\\', '/'), extname(file)).toLowerCase();

/**
 * Turns what a job runs into a program and its arguments (semantics §6). A script whose interpreter ends in `-` goes through standard
 * input; else it is written into the run's folder and its path added. Throws where that file cannot be written.
 */
export function programOf(launch: Launch, platform: NodeJS.Platform = process.platform): Program {
  const { program, env, stdin, cwd } = launch;
  const direct = (command: readonly string[], input: string): Program => {
    const [file = '', ...args] = command;
    return platform === 'win32'
      ? onWindows(file, args, input, env, cwd)
      : { file, args, stdin: input, verbatim: false };
  };
  if ('command' in program) return direct(program.command, stdin);
  if ('shell' in program) return inShell(program, env, stdin, platform);
  if (program.interpreter[program.interpreter.length - 1] === '-') return direct(program.interpreter, program.script);
  const ending = ENDINGS[nameOf(program.interpreter[0] ?? '')] ?? '';
  const path = join(launch.folder, scriptName(launch.attempt) + ending);
  writeFileSync(path, program.script, { mode: 0o700 });
  return direct([...program.interpreter, path], stdin);
}

function inShell(
  run: Extract<Run, { shell: string }>,
  env: Readonly<Record<string, string>>,
  stdin: string,
  platform: NodeJS.Platform,
): Program {
  if (platform !== 'win32') {
    return { file: run.shellPath ?? shellOf(env), args: ['-c', run.shell], stdin, verbatim: false };
  }
  const shell = run.shellPath ?? env['ComSpec'] ?? env['COMSPEC'] ?? 'cmd.exe';
  const name = nameOf(shell);
  if (name === 'powershell' || name === 'pwsh') {
    return { file: shell, args: ['-NoProfile', '-NonInteractive', '-Command', run.shell], stdin, verbatim: false };
  }
  // /s takes exactly the outer quotes away, whatever is within.
  if (name === 'cmd') return { file: shell, args: ['/d', '/s', '/c', `"${run.shell}"`], stdin, verbatim: true };
  return { file: shell, args: ['-c', run.shell], stdin, verbatim: false };
}

const shellOf = (env: Readonly<Record<string, string>>): string => {
  const shell = env['SHELL'];
  return shell === undefined || shell === '' ? '/bin/sh' : shell;
};

/** Windows starts only .exe and .com by itself; `npm` is `npm.cmd`, found by PATHEXT and run by cmd.exe. */
function onWindows(
  file: string,
  args: readonly string[],
  stdin: string,
  env: Readonly<Record<string, string>>,
  cwd: string,
): Program {
  const found = findProgram(file, env, cwd, 'win32') ?? file;
  if (!/\.(cmd|bat)$/i.test(found)) return { file: found, args, stdin, verbatim: false };
  const line = [`"${found}"`, ...args.map(quotedForBatch)].join(' ');
  return { file: env['ComSpec'] ?? 'cmd.exe', args: ['/d', '/s', '/c', `"${line}"`], stdin, verbatim: true };
}

/**
 * Quotes an argument for a batch file: for the C runtime first, then each character that means something to cmd.exe escaped twice,
 * because a batch file expands its arguments once more (the rule of the package cross-spawn).
 */
export function quotedForBatch(argument: string): string {
  const quoted = `"${argument.replace(/(\\*)"/g, '$1$1\\"').replace(/(\\*)$/, '$1$1')}"`;
  const escaped = (text: string): string => text.replace(/[()\][%!^"`<>&|;, *?]/g, '^$&');
  return escaped(escaped(quoted));
}
