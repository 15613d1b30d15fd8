import { join, resolve } from 'node:path';
import { build } from 'vite';
import type { HelperCommand } from '../spawnHelper/helperLink.ts';

/** Bundles a file of the adapters into one CommonJS file, as the desktop shell does. Gives its path. */
export async function bundle(entry: string, folder: string): Promise<string> {
  const name = entry.replace(/[^a-z]/gi, '-');
  await build({
    configFile: false,
    logLevel: 'error',
    root: resolve(import.meta.dirname, '..'),
    build: {
      ssr: resolve(import.meta.dirname, '..', entry),
      outDir: folder,
      emptyOutDir: false,
      target: 'node16',
      minify: false,
      rolldownOptions: { output: { format: 'cjs', entryFileNames: `${name}.cjs`, codeSplitting: false } },
    },
    ssr: { noExternal: true, external: ['node-sqlite3-wasm'] },
  });
  return join(folder, `${name}.cjs`);
}

/** The helper as a shell would start it. */
export async function buildHelper(folder: string): Promise<HelperCommand> {
  return { file: process.execPath, args: [await bundle('spawnHelper/entry.ts', folder)] };
}
