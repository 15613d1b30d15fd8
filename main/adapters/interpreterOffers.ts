import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { InterpreterOffer } from '../../preload/surroundings.ts';
import { findProgram, isRunnable } from './running/findProgram.ts';

type Variables = Readonly<Record<string, string>>;

/** Scripts of a `package.json` that are offered. */
const MOST_SCRIPTS = 30;

/**
 * The interpreters that a folder asks for: a virtual environment, uv, poetry or conda for Python, the version of `.nvmrc` and the
 * scripts of `package.json` for Node.js. The best first. `env`: the environment that the job gets, in whose PATH tools are looked for.
 * A folder that does not exist has none.
 */
export function interpreterOffers(
  folder: string,
  env: Variables,
  platform: NodeJS.Platform = process.platform,
): readonly InterpreterOffer[] {
  const around: Around = { folder, env, platform };
  return [
    ...virtualEnvironments(around),
    ...pythonTools(around),
    ...conda(around),
    ...node(around),
    ...scripts(around),
  ];
}

interface Around {
  readonly folder: string;
  readonly env: Variables;
  readonly platform: NodeJS.Platform;
}

const textOf = (path: string): string | null => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // Not there, or not for us: then it says nothing.
    return null;
  }
};

/** Where a Python prefix has its interpreter. */
const pythonIn = (prefix: string, platform: NodeJS.Platform, conda = false): string =>
  platform === 'win32' ? join(prefix, conda ? '' : 'Scripts', 'python.exe') : join(prefix, 'bin', 'python');

/** `python -m venv` and uv leave `pyvenv.cfg`, with the version. */
function virtualEnvironments({ folder, platform }: Around): InterpreterOffer[] {
  return ['.venv', 'venv', 'env'].flatMap((name): InterpreterOffer[] => {
    const config = textOf(join(folder, name, 'pyvenv.cfg'));
    if (config === null) return [];
    const version = /^version(?:_info)?\s*=\s*(\d+\.\d+)/m.exec(config)?.[1];
    const file = pythonIn(join(folder, name), platform);
    const problem = isRunnable(file)
      ? null
      : `${file} cannot be started: the Python it was made from is gone. Make ${name} anew.`;
    return [
      {
        kind: 'venv',
        found: name,
        command: [file],
        text: `Python${version === undefined ? '' : ` ${version}`} of ${name}`,
        problem,
      },
    ];
  });
}

/** A lock file says which tool keeps the environment, wherever that lies. */
function pythonTools(around: Around): InterpreterOffer[] {
  return (['uv', 'poetry'] as const).flatMap((tool): InterpreterOffer[] => {
    const lock = `${tool}.lock`;
    if (!existsSync(join(around.folder, lock))) return [];
    return [
      withTool(around, { kind: tool, found: lock, command: [tool, 'run', 'python'], text: `Python through ${tool}` }),
    ];
  });
}

function conda(around: Around): InterpreterOffer[] {
  const { folder, platform } = around;
  const prefixes = ['', '.conda', 'conda', 'env', 'envs', '.venv', 'venv'].filter((name) =>
    existsSync(join(folder, name, 'conda-meta')),
  );
  const offers = prefixes.map((name): InterpreterOffer => {
    const file = pythonIn(join(folder, name), platform, true);
    const found = name === '' ? 'conda-meta' : name;
    const problem = isRunnable(file)
      ? null
      : `There is no Python in it: conda install -p ${join(folder, name)} python.`;
    return { kind: 'conda', found, command: [file], text: `Python of the conda environment ${found}`, problem };
  });
  const file = ['environment.yml', 'environment.yaml'].find((name) => existsSync(join(folder, name)));
  const name = file === undefined ? undefined : /^name:\s*["']?([\w.-]+)/m.exec(textOf(join(folder, file)) ?? '')?.[1];
  if (file === undefined || name === undefined) return offers;
  const command = ['conda', 'run', '--no-capture-output', '-n', name, 'python'];
  return [
    ...offers,
    withTool(around, { kind: 'conda', found: file, command, text: `Python of the conda environment ${name}` }),
  ];
}

function node(around: Around): InterpreterOffer[] {
  const { folder, env } = around;
  const wanted = textOf(join(folder, '.nvmrc'))?.split('\n')[0]?.trim();
  if (wanted === undefined || wanted === '') return [];
  const file = installedNode(wanted, env);
  const text = `Node.js ${wanted.replace(/^v/, '')} of .nvmrc`;
  if (file !== null) return [{ kind: 'node', found: '.nvmrc', command: [file], text, problem: null }];
  const problem = `Node.js ${wanted} is not installed where nvm or fnm keep it: nvm install ${wanted}.`;
  return [{ kind: 'node', found: '.nvmrc', command: ['node'], text, problem }];
}

/** The newest Node.js that nvm or fnm has of a version; null where there is none. */
function installedNode(wanted: string, env: Variables): string | null {
  const home = env['HOME'] ?? env['USERPROFILE'] ?? '';
  const nvm = env['NVM_DIR'] ?? join(home, '.nvm');
  const version = versionMeant(wanted, nvm);
  const places = [
    { folder: join(nvm, 'versions', 'node'), file: ['bin', 'node'] },
    {
      folder: join(env['FNM_DIR'] ?? join(home, '.local', 'share', 'fnm'), 'node-versions'),
      file: ['installation', 'bin', 'node'],
    },
  ];
  for (const { folder, file } of places) {
    const found = namesIn(folder)
      .filter((name) => version === '' || name === `v${version}` || name.startsWith(`v${version}.`))
      .sort(byVersion)
      .map((name) => join(folder, name, ...file))
      .filter(isRunnable);
    const newest = found[found.length - 1];
    if (newest !== undefined) return newest;
  }
  return null;
}

/** "lts/iron" is a name for a version, kept in a file by nvm; `node` and `stable` are the newest. */
function versionMeant(wanted: string, nvm: string): string {
  if (wanted === 'node' || wanted === 'stable') return '';
  const alias = /^lts\/[\w*-]+$/.test(wanted) ? textOf(join(nvm, 'alias', ...wanted.split('/')))?.trim() : undefined;
  if (alias !== undefined && alias !== wanted) return versionMeant(alias, nvm);
  return wanted.replace(/^v/, '');
}

const numbersOf = (name: string): number[] => name.replace(/^v/, '').split('.').map(Number);
const byVersion = (a: string, b: string): number => {
  const [left, right] = [numbersOf(a), numbersOf(b)];
  for (let place = 0; place < 3; place += 1) {
    const difference = (left[place] ?? 0) - (right[place] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
};

/** The scripts of `package.json`, run by the tool whose lock file lies beside it. */
function scripts(around: Around): InterpreterOffer[] {
  const { folder } = around;
  const named = scriptNames(textOf(join(folder, 'package.json')));
  const tool = existsSync(join(folder, 'pnpm-lock.yaml'))
    ? 'pnpm'
    : existsSync(join(folder, 'yarn.lock'))
      ? 'yarn'
      : existsSync(join(folder, 'bun.lock')) || existsSync(join(folder, 'bun.lockb'))
        ? 'bun'
        : 'npm';
  return named.slice(0, MOST_SCRIPTS).map((name) =>
    withTool(around, {
      kind: 'script',
      found: 'package.json',
      command: [tool, 'run', name],
      text: `${tool} run ${name}`,
    }),
  );
}

function scriptNames(text: string | null): readonly string[] {
  try {
    const read: unknown = JSON.parse(text ?? '{}');
    if (typeof read !== 'object' || read === null || !('scripts' in read)) return [];
    const { scripts: found } = read;
    return typeof found === 'object' && found !== null ? Object.keys(found) : [];
  } catch {
    // Being edited, or no JSON at all: it offers nothing.
    return [];
  }
}

/** An offer that needs a program of the PATH: where it is not found the offer says so. */
function withTool({ folder, env, platform }: Around, offer: Omit<InterpreterOffer, 'problem'>): InterpreterOffer {
  const [tool = ''] = offer.command;
  const found = findProgram(tool, env, folder, platform);
  const problem = found === null ? `${tool} is not in the PATH of this job: install it, or write where it is.` : null;
  return { ...offer, problem };
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    // Not installed.
    return [];
  }
}
