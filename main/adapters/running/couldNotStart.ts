import { closeSync, existsSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { nearestWords } from '../../core/nearest.ts';
import { findProgram, isRunnable, searchedIn, variable } from './findProgram.ts';

/** What an explanation depends on. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** PATH of the other environment, where there is one. */
  readonly otherPath: string | null;
  /** Which environment that is: the one that the job does not have. */
  readonly otherEnvironment: 'login' | 'minimal';
}

/** Names looked at for near ones; more than any real PATH holds. */
const MOST_NAMES = 20_000;

/**
 * Why a program could not be started, in plain words: where it was looked for, what is near, what is missing. `code` is the system's
 * (`ENOENT`, `EACCES`, …).
 */
export function whyNotStarted(program: string, code: string, around: Surroundings): string {
  switch (code) {
    case 'ENOENT':
      return program.includes('/') ? whyNoSuchPath(program, around) : whyNotFound(program, around);
    case 'EACCES':
    case 'EPERM':
      return whyNotAllowed(program, around);
    case 'ENOEXEC':
      return `${program} is not a program that this computer can run.`;
    case 'E2BIG':
      return 'The arguments and the environment together are larger than the system allows.';
    case 'EMFILE':
    case 'ENFILE':
      return 'Too many files are open: the system could not start another program.';
    case 'EAGAIN':
    case 'ENOMEM':
      return 'The system has no room for another process: too many run, or the memory is full.';
    case 'ENOTDIR':
      return `A part of the path ${program} is not a folder.`;
    default:
      return `${program} could not be started: the system said ${code}.`;
  }
}

/** A name that was looked for in the PATH and is in none of its folders. */
export function whyNotFound(program: string, around: Surroundings): string {
  const { env, cwd, otherPath, otherEnvironment } = around;
  const folders = searchedIn(variable(env, 'PATH'), cwd);
  const sentences = [`The program ${program} was not found.`];
  const blocked = folders.map((folder) => join(folder, program)).find((file) => isFile(file) && !isRunnable(file));
  if (blocked !== undefined) sentences.push(missingRunBit(blocked));
  sentences.push(`Searched: ${folders.length === 0 ? 'nothing, PATH is empty' : folders.join(', ')}.`);
  const other = otherPath === null ? null : findProgram(program, { ...env, PATH: otherPath }, cwd);
  if (other !== null) sentences.push(foundInOther[otherEnvironment](other));
  const here = join(cwd, program);
  if (isRunnable(here)) sentences.push(`It is in the job's own folder: write ./${program}.`);
  const near = nearestWords(program, namesIn(folders), 3);
  if (near.length > 0 && blocked === undefined) sentences.push(`Near: ${near.join(', ')}.`);
  return sentences.join(' ');
}

const foundInOther = {
  login: (file: string) =>
    `The login environment has it, ${file}, and this job has the minimal one: give it "environment": "login", or write the whole path.`,
  minimal: (file: string) => `The minimal environment has it, ${file}; the login shell takes it out of PATH.`,
} as const;

function whyNoSuchPath(program: string, around: Surroundings): string {
  const { cwd } = around;
  const path = resolve(cwd, program);
  if (existsSync(path)) {
    const interpreter = interpreterOf(path);
    if (interpreter === null) return `${path} is built for another system: what it needs to be loaded is not here.`;
    const words = interpreter.split(/\s+/);
    const [file = '', name] = words;
    if (basename(file) === 'env' && name !== undefined && existsSync(file)) {
      return `${path} is run by ${name}. ${whyNotFound(name, around)}`;
    }
    const ending = interpreter.endsWith('\r')
      ? ' The first line ends as on Windows: save the file with Unix line ends.'
      : '';
    return `${path} is run by ${file.trim()}, which does not exist.${ending}`;
  }
  const folder = dirname(path);
  if (!existsSync(folder)) return `${path} does not exist: there is no folder ${folder}.`;
  const near = nearestWords(basename(path), namesIn([folder]), 3);
  return `${path} does not exist.${near.length === 0 ? '' : ` Near: ${near.map((name) => join(folder, name)).join(', ')}.`}`;
}

function whyNotAllowed(program: string, { env, cwd }: Surroundings): string {
  const path = program.includes('/')
    ? resolve(cwd, program)
    : searchedIn(variable(env, 'PATH'), cwd)
        .map((folder) => join(folder, program))
        .find(isFile);
  if (path === undefined) return `${program} may not be run: the system refused permission.`;
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) return `${path} is a folder, not a program.`;
  if (isFile(path) && !isRunnable(path)) return missingRunBit(path);
  const interpreter = interpreterOf(path);
  if (interpreter !== null && interpreter !== '' && !isRunnable(interpreter.split(/\s+/)[0] ?? '')) {
    return `${path} is run by ${interpreter}, which may not be run.`;
  }
  const privacy = whatRefusalMeans(`operation not permitted: ${path}`, cwd);
  return `${path} may not be run: the system refused permission. ${privacy ?? 'Its disk may not allow programs.'}`;
}

const missingRunBit = (path: string): string => `${path} is not marked as a program: chmod +x ${path} does that.`;

const isFile = (path: string): boolean => {
  try {
    return statSync(path).isFile();
  } catch {
    // Not there.
    return false;
  }
};

/** What a script's first line says it is run by; null where it is no script. Ends in `\r` where the line does. */
function interpreterOf(path: string): string | null {
  const bytes = Buffer.alloc(256);
  try {
    const file = openSync(path, 'r');
    try {
      const read = readSync(file, bytes, 0, bytes.length, 0);
      const [line = ''] = bytes.toString('latin1', 0, read).split('\n');
      return line.startsWith('#!') ? line.slice(2).replace(/^[ \t]+|[ \t]+$/g, '') : null;
    } finally {
      closeSync(file);
    }
  } catch {
    // Not readable: nothing is known of it.
    return null;
  }
}

function namesIn(folders: readonly string[]): readonly string[] {
  const names = new Set<string>();
  for (const folder of folders) {
    try {
      for (const name of readdirSync(folder)) if (names.size < MOST_NAMES) names.add(name);
    } catch {
      // A folder of the PATH that does not exist is usual.
    }
  }
  return [...names];
}

/** How shells say that they did not find a program: bash, dash, zsh, fish, ksh. */
const NOT_FOUND = [
  /^(?:.*: )?([^\s:]+): (?:command )?not found\s*$/m,
  /command not found: (\S+)\s*$/m,
  /Unknown command:? '?([^'\s]+)'?/m,
];
const NOT_ALLOWED = /^(?:.*: )?([^\s:]+): (?:cannot execute: )?Permission denied\s*$/m;

/** What exit codes 126 and 127 of a shell mean, read from the end of its output; null where it cannot be told. */
export function whatExitCodeMeans(exitCode: number, lastOutput: string, around: Surroundings): string | null {
  if (exitCode === 127) {
    for (const pattern of NOT_FOUND) {
      const name = pattern.exec(lastOutput)?.[1];
      if (name !== undefined) return name.includes('/') ? whyNoSuchPath(name, around) : whyNotFound(name, around);
    }
    return 'Exit code 127 is how a shell says that it did not find a program.';
  }
  if (exitCode === 126) {
    const name = NOT_ALLOWED.exec(lastOutput)?.[1];
    if (name !== undefined) return whyNotAllowed(name, around);
    return 'Exit code 126 is how a shell says that it found a program and may not run it.';
  }
  return null;
}

/** Folders that macOS keeps private, as a refusal names them. */
const PRIVATE = /\/(?:Users\/[^/\s:]+\/(Desktop|Documents|Downloads)|Volumes\/([^/\s:]+))/;

/** What macOS's privacy refusal means; null where there is none. `cwd`: where the program ran. */
export function whatRefusalMeans(
  lastOutput: string,
  cwd: string,
  platform: NodeJS.Platform = process.platform,
): string | null {
  if (platform !== 'darwin') return null;
  const refusal = lastOutput.split('\n').find((line) => /operation not permitted/i.test(line));
  if (refusal === undefined) return null;
  const [, known, volume] = PRIVATE.exec(refusal) ?? PRIVATE.exec(`${cwd}/`) ?? [];
  const what =
    known ?? (volume === undefined ? 'Desktop, Documents, Downloads and removable volumes' : `the volume ${volume}`);
  return `macOS keeps ${what} private: allow Wakeful under System Settings, Privacy & Security, Full Disk Access, or move the files to another folder.`;
}
