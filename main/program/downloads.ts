import { randomBytes } from 'node:crypto';
import type { RunOutputs } from '../adapters/runOutput.ts';
import type { DownloadAccess } from '../engine/view/deps.ts';

/** Where downloads are, on the window's own origin. */
export const DOWNLOADS = '/download/';

/** An address is good once, and this long. Milliseconds. */
const GOOD_MS = 60_000;
/** More at a time nobody asks for. */
const MOST = 100;

/** A file that a shell serves. */
export interface Download {
  readonly name: string;
  readonly pieces: Iterable<Buffer>;
}

/**
 * Output as files for the window. A page asks for them by following an address, which cannot carry the token of the window's calls: so the
 * address itself is the secret, made anew for every download, short-lived, and good once.
 */
export class Downloads implements DownloadAccess {
  readonly #outputs: Pick<RunOutputs, 'file'>;
  readonly #now: () => number;
  readonly #offered = new Map<
    string,
    { readonly run: string; readonly attempt: number | null; readonly name: string; readonly until: number }
  >();

  constructor(outputs: Pick<RunOutputs, 'file'>, now: () => number = () => performance.now()) {
    this.#outputs = outputs;
    this.#now = now;
  }

  offer(run: string, job: string, attempt: number | null): ReturnType<DownloadAccess['offer']> {
    const file = this.#outputs.file(run, attempt);
    if (file === null) return null;
    const now = this.#now();
    for (const [ticket, { until }] of this.#offered) {
      if (until <= now || this.#offered.size >= MOST) this.#offered.delete(ticket);
    }
    const ticket = randomBytes(16).toString('hex');
    const name = fileName(job, run, attempt);
    this.#offered.set(ticket, { run, attempt, name, until: now + GOOD_MS });
    return { address: DOWNLOADS + ticket, name, size: file.size };
  }

  /** What was offered at a path; null where nothing is (any more). It can be had once. */
  take(path: string): Download | null {
    if (!path.startsWith(DOWNLOADS)) return null;
    const ticket = path.slice(DOWNLOADS.length);
    const offered = this.#offered.get(ticket);
    this.#offered.delete(ticket);
    if (offered === undefined || offered.until <= this.#now()) return null;
    const file = this.#outputs.file(offered.run, offered.attempt);
    return file === null ? null : { name: offered.name, pieces: file.pieces };
  }
}

/** A name that every file system takes. */
function fileName(job: string, run: string, attempt: number | null): string {
  const plain = (text: string): string => text.replace(/[^A-Za-z0-9_-]+/g, '-').slice(0, 80);
  return `${plain(job)}-${plain(run)}${attempt === null ? '' : `-attempt-${String(attempt)}`}.log`;
}

/** The headers with which a download is served. */
export const downloadHeaders = ({ name }: Pick<Download, 'name'>): Readonly<Record<string, string>> => ({
  'content-type': 'text/plain; charset=utf-8',
  'content-disposition': `attachment; filename="${name}"`,
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
});
