import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};

export interface WindowFile {
  readonly body: Buffer;
  readonly type: string;
  /** Whether its name changes with its content, so that it may be kept for ever. */
  readonly immutable: boolean;
}

/**
 * The files of the built window. A path is looked up among the names that were found in the folder, never joined to it: what is not a file
 * of the window cannot be asked for.
 */
export class WindowFiles {
  readonly #folder: string;
  #known: ReadonlySet<string>;

  constructor(folder: string) {
    this.#folder = folder;
    this.#known = filesIn(folder, '');
  }

  /** The file at a path of the address (`/assets/x.js`); null where there is none. `/` is the page. */
  async read(path: string): Promise<WindowFile | null> {
    const name = path === '/' ? 'index.html' : path.slice(1);
    if (!this.#known.has(name)) {
      // The window may have been built anew since.
      this.#known = filesIn(this.#folder, '');
      if (!this.#known.has(name)) return null;
    }
    try {
      const body = await readFile(join(this.#folder, name));
      return {
        body,
        type: TYPES[extname(name)] ?? 'application/octet-stream',
        immutable: /-[\w-]{8,}\.\w+$/.test(name),
      };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
  }
}

function filesIn(folder: string, prefix: string): ReadonlySet<string> {
  const found = new Set<string>();
  try {
    for (const entry of readdirSync(join(folder, prefix), { withFileTypes: true })) {
      const name = prefix === '' ? entry.name : `${prefix}/${entry.name}`;
      if (entry.isDirectory()) for (const inside of filesIn(folder, name)) found.add(inside);
      else if (entry.isFile()) found.add(name);
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  return found;
}
