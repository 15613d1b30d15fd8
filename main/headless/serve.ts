import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { confDocumentFile } from '../adapters/documents/confDocumentFile.ts';
import { type Folders, foldersOf } from '../adapters/folders.ts';
import { SETTINGS_FILE } from '../adapters/storedSettings.ts';
import { readSettings } from '../core/documents/settings.ts';
import type { Hono } from 'hono';
import { keyBox, takeSecretsKey } from '../adapters/secrets/keyBox.ts';
import { takeInstanceLock } from '../adapters/singleInstance.ts';
import type { HelperCommand } from '../adapters/spawnHelper/helperLink.ts';
import type { Notifier } from '../engine/ports.ts';
import { addExample, type ExampleRequest } from '../program/examples.ts';
import { serveSocket } from '../program/socketCalls.ts';
import { ruleOf, startWakeful, type Wakeful } from '../program/wakeful.ts';
import { VERSION } from '../program/version.ts';
import { accessToken } from './accessToken.ts';
import { createWeb, serveHttp } from './httpServer.ts';

/** "WAKE" on the keys of a telephone. Where it is taken, a free one is. */
export const DEFAULT_PORT = 9253;

/** How to serve. */
export interface ServeOptions {
  /** Null: the setting, else the default, and where that is taken a free one. A port that was asked for has to be free. */
  readonly port: number | null;
  /** Folder of the built window. */
  readonly windowFolder: string;
  readonly helper: HelperCommand | null;
  readonly example: ExampleRequest | null;
  readonly say: (line: string) => void;
  readonly complain: (line: string) => void;
}

/** There is another Wakeful at work on these files. */
export class AlreadyRunning extends Error {
  override readonly name = 'AlreadyRunning';
}

/** Serves until a signal ends it. Answers the exit code. Rejects before anything runs where the port that was asked for is taken. */
export async function serve(options: ServeOptions): Promise<number> {
  const folders = foldersOf();
  const lock = takeInstanceLock(folders.data);
  if (!lock.held) throw new AlreadyRunning(`Wakeful runs already (process ${String(lock.by.pid)}).`);
  try {
    return await serveHolding(folders, options);
  } finally {
    lock.lock.dispose();
  }
}

async function serveHolding(folders: Folders, options: ServeOptions): Promise<number> {
  const { say, complain } = options;
  const openDocument = confDocumentFile;
  const token = accessToken(join(folders.data, 'access-token'));
  const wanted = options.port ?? savedPort(folders);
  let web: Hono | null = null;
  const early = (): Response => new Response('Wakeful is starting.\n', { status: 503 });
  const fetch: Hono['fetch'] = (...request) => (web === null ? early() : web.fetch(...request));
  const server = await serveHttp({ fetch }, wanted, options.port === null);
  const log = (sentence: string, error: unknown): void => {
    complain(`${sentence}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  };
  // Nobody looks at a screen here: the inbox has every notice.
  const notifier: Notifier = { show: () => undefined };
  const { helper } = options;
  let wakeful: Wakeful | null = null;
  try {
    const secretBoxes = [keyBox(takeSecretsKey(process.env))];
    wakeful = startWakeful({
      shell: 'headless',
      version: VERSION,
      folders,
      openDocument,
      notifier,
      secretBoxes,
      helper,
      log,
    });
    const { program } = wakeful;
    const asked = signalled(complain);
    const started = wakeful;
    web = createWeb(program, token, options.windowFolder, (path) => started.download(path));
    const address = `http://127.0.0.1:${String(server.port)}/#token=${token}`;
    const socket = await serveSocket(folders.socket, program, () => address);
    try {
      if (options.port === null && server.port !== wanted) complain(`Port ${String(wanted)} is taken.`);
      const state = await program.invoke('readState', {});
      if (state.ok) for (const { message } of state.value.problems) complain(message);
      if (options.example !== null) {
        for (const line of await addExample(program, options.example, folders.data)) say(line);
      }
      say(`Wakeful ${VERSION} serves at ${address}`);
      await asked.first;
      say(`Ending: ${ENDINGS[ruleOf(wakeful.settings().onQuit)]} Once more ends at once.`);
    } finally {
      socket.dispose();
    }
    return 0;
  } finally {
    await server.close();
    await wakeful?.quit();
  }
}

const ENDINGS = {
  stop: 'what runs is stopped, and its end is written down.',
  finish: 'what runs may end first.',
  leave: 'what runs goes on, and is found again at the next start.',
} as const;

/** The port of the settings, only looked at: a file that cannot be read is kept aside, and told of, when everything starts. */
function savedPort(folders: Folders): number {
  try {
    const json: unknown = JSON.parse(readFileSync(join(folders.config, SETTINGS_FILE), 'utf8'));
    const port = readSettings(json)?.settings.port ?? 0;
    return port === 0 ? DEFAULT_PORT : port;
  } catch {
    return DEFAULT_PORT;
  }
}

/**
 * One Ctrl+C can arrive twice: conf's `when-exit` sends every signal to the process again. What comes this soon after the first is the same
 * wish. Milliseconds.
 */
const SAME_WISH_MS = 500;

/** The first signal asks politely; a later one ends at once, as a crash would: everything is settled at the next start. */
function signalled(complain: (line: string) => void): { readonly first: Promise<void> } {
  let at: number | null = null;
  const first = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        if (at === null) {
          at = performance.now();
          resolve();
        } else if (performance.now() - at > SAME_WISH_MS) {
          complain('Ended at once.');
          process.exit(1);
        }
      });
    }
  });
  return { first };
}
