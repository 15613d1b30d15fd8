// @ts-check
/**
 * The builds of Wakeful, each a function: `node main/toolchain/build.mjs [node|helper|desktop|preload|renderer …]`, all where none is named.
 * Everything lands in `dist/`. What is written to the screen goes to standard error: standard output belongs to the programs.
 */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** The folder of the project. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');
export const dist = join(root, 'dist');

/** What each build reads and the file that shows when it was last made. Paths are relative to the project. */
const builds = /** @type {const} */ ({
  node: { sources: ['main', 'preload', 'package.json'], result: 'dist/cli/wakeful.mjs' },
  helper: { sources: ['main/adapters', 'main/core', 'package.json'], result: 'dist/helper/helper.cjs' },
  desktop: { sources: ['main', 'preload', 'package.json'], result: 'dist/desktop/main.cjs' },
  preload: { sources: ['preload', 'package.json'], result: 'dist/preload/index.cjs' },
  renderer: { sources: ['renderer', 'preload', 'main/core', 'package.json'], result: 'dist/renderer/index.html' },
});

/** @typedef {keyof typeof builds} BuildName */

/**
 * Newest change below a path, in milliseconds; 0 where there is nothing. Tests do not count.
 * @param {string} path
 * @returns {number}
 */
function newestChange(path) {
  let newest = newestChanges.get(path);
  if (newest === undefined) {
    newest = findNewestChange(path);
    newestChanges.set(path, newest);
  }
  return newest;
}

/**
 * What was found before, so that several builds look through the same folders once. Nothing is forgotten: a start takes less time than
 * an edit.
 * @type {Map<string, number>}
 */
const newestChanges = new Map();

/** @param {string} path */
function findNewestChange(path) {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return 0;
  if (!found.isDirectory()) return found.mtimeMs;
  // The folder's own time counts too: it moves when a file is removed.
  let newest = found.mtimeMs;
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    if (/\.test\.tsx?$|^node_modules$/.test(entry.name)) continue;
    const inside = join(path, entry.name);
    const changed = entry.isDirectory() ? newestChange(inside) : statSync(inside).mtimeMs;
    if (changed > newest) newest = changed;
  }
  return newest;
}

/**
 * Whether a build is missing or older than what it is made from. Cheap enough for every start of the command.
 * @param {BuildName} name
 * @returns {boolean}
 */
export function isStale(name) {
  const { sources, result } = builds[name];
  const made = statSync(join(root, result), { throwIfNoEntry: false });
  if (made === undefined) return true;
  return sources.some((source) => newestChange(join(root, source)) > made.mtimeMs);
}

/**
 * Writes the outcome of a build to its place: first into a folder of its own, so that a program started meanwhile never
 * sees half of it.
 * @param {string} name
 * @param {(outDir: string) => Promise<unknown>} build
 */
async function buildAside(name, build) {
  const aside = join(dist, `.building-${name}-${String(process.pid)}`);
  rmSync(aside, { recursive: true, force: true });
  try {
    await build(aside);
    const place = join(dist, name);
    const old = join(dist, `.old-${name}-${String(process.pid)}`);
    mkdirSync(dirname(place), { recursive: true });
    if (existsSync(place)) renameSync(place, old);
    renameSync(aside, place);
    rmSync(old, { recursive: true, force: true });
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

/**
 * Vite's own settings that are the same for every build without a page.
 * @param {{ outDir: string, target: string, input: Record<string, string>, format: 'es' | 'cjs', ending: string }} options
 * @returns {import('vite').InlineConfig}
 */
const plainBuild = ({ outDir, target, input, format, ending }) => ({
  configFile: false,
  root,
  logLevel: 'error',
  publicDir: false,
  build: {
    outDir,
    emptyOutDir: false,
    target,
    ssr: true,
    minify: false,
    sourcemap: true,
    rollupOptions: {
      input,
      output: { format, entryFileNames: `[name]${ending}`, chunkFileNames: `chunks/[name]-[hash]${ending}` },
    },
  },
});

/** The command and the headless program: ES modules for Node.js, dependencies stay where npm put them. */
export async function buildNode() {
  const { build } = await import('vite');
  const startedAt = new Date();
  const input = { wakeful: join(root, 'main/cli/main.ts') };
  await buildAside('cli', (outDir) =>
    build(plainBuild({ outDir, target: 'node20', input, format: 'es', ending: '.mjs' })),
  );
  // What was changed while it was being built is newer than the build.
  utimesSync(join(root, builds.node.result), startedAt, startedAt);
}

/** The helper that starts processes, for both shells: one file for any Node.js or Electron, nothing outside it. */
export async function buildHelper() {
  const { build } = await import('vite');
  const startedAt = new Date();
  const input = { helper: join(root, 'main/adapters/spawnHelper/entry.ts') };
  await buildAside('helper', (outDir) => {
    const config = plainBuild({ outDir, target: 'node16', input, format: 'cjs', ending: '.cjs' });
    return build({ ...config, ssr: { noExternal: true } });
  });
  utimesSync(join(root, builds.helper.result), startedAt, startedAt);
}

/** The desktop app's main process: one CommonJS file for Node.js 16 upward, everything inside but Electron and SQLite. */
export async function buildDesktop() {
  const { build } = await import('vite');
  const startedAt = new Date();
  const input = { main: join(root, 'main/desktop/main.ts') };
  await buildAside('desktop', (outDir) => {
    const config = plainBuild({ outDir, target: 'node16', input, format: 'cjs', ending: '.cjs' });
    return build({ ...config, ssr: { noExternal: true, external: ['electron', 'node-sqlite3-wasm'] } });
  });
  utimesSync(join(root, builds.desktop.result), startedAt, startedAt);
}

/** The preload script: one CommonJS file, as a sandboxed window wants it. */
export async function buildPreload() {
  const { build } = await import('vite');
  const startedAt = new Date();
  const input = { index: join(root, 'preload/index.ts') };
  await buildAside('preload', (outDir) => {
    const config = plainBuild({ outDir, target: 'chrome108', input, format: 'cjs', ending: '.cjs' });
    return build({ ...config, ssr: { noExternal: true, external: ['electron'] } });
  });
  utimesSync(join(root, builds.preload.result), startedAt, startedAt);
}

/** The window, by its own settings in `renderer/vite.config.ts`. */
export async function buildRenderer() {
  const { build } = await import('vite');
  const startedAt = new Date();
  await buildAside('renderer', (outDir) =>
    build({
      configFile: join(root, 'renderer/vite.config.ts'),
      root: join(root, 'renderer'),
      logLevel: 'error',
      build: { outDir, emptyOutDir: true },
    }),
  );
  utimesSync(join(root, builds.renderer.result), startedAt, startedAt);
}

/** @type {Record<BuildName, () => Promise<void>>} */
const make = {
  node: buildNode,
  helper: buildHelper,
  desktop: buildDesktop,
  preload: buildPreload,
  renderer: buildRenderer,
};

/** @param {string} line */
const say = (line) => process.stderr.write(`${line}\n`);

/**
 * Makes the named builds that are missing or out of date, and says so.
 * @param {readonly BuildName[]} names
 * @param {{ always?: boolean }} [options] `always`: also those that are up to date
 */
export async function ensureBuilt(names, { always = false } = {}) {
  for (const name of names) {
    if (!always && !isStale(name)) continue;
    const from = performance.now();
    await make[name]();
    const seconds = ((performance.now() - from) / 1000).toFixed(1);
    say(`Built ${relative(root, dirname(join(root, builds[name].result)))} in ${seconds} s`);
  }
}

/** Names of all builds. */
export const buildNames = /** @type {readonly BuildName[]} */ (Object.keys(builds));

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const asked = process.argv.slice(2);
  const unknown = asked.find((name) => !Object.hasOwn(builds, name));
  if (unknown === undefined) {
    const names = asked.length === 0 ? buildNames : buildNames.filter((name) => asked.includes(name));
    await ensureBuilt(names, { always: true });
  } else {
    say(`There is no build "${unknown}". There are: ${buildNames.join(', ')}.`);
    process.exitCode = 2;
  }
}
