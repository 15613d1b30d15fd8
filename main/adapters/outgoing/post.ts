import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';

/** A server that has not answered by then will not. Milliseconds. */
const LIMIT_MS = 10_000;
/** Of an answer's body only what a message can show is read, bytes. */
const READ_BYTES = 2000;

/** What is sent, and where. */
export interface Posted {
  /** http or https. */
  readonly url: string;
  readonly body: string;
  readonly contentType: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What became of it. `said`: what went wrong, plain and short, without the address's path, which may be a secret. */
export type PostResult =
  | { readonly kind: 'taken' }
  /** Another try may do: no connection, a busy or broken server. `afterMs`: not sooner, as the server asked. */
  | { readonly kind: 'again'; readonly said: string; readonly afterMs: number }
  /** The server does not want it, now or ever. */
  | { readonly kind: 'refused'; readonly said: string };

/** Sends one request and tells what became of it; never rejects. */
export function post({ url, body, contentType, headers }: Posted, limitMs = LIMIT_MS): Promise<PostResult> {
  return new Promise((resolve) => {
    let address: URL;
    try {
      address = new URL(url);
    } catch {
      resolve({ kind: 'refused', said: 'the address cannot be read' });
      return;
    }
    const request = address.protocol === 'https:' ? httpsRequest : httpRequest;
    const bytes = Buffer.from(body);
    const asked = request(address, {
      method: 'POST',
      // A connection that is kept would be broken by the next sleep.
      agent: false,
      headers: { 'content-type': contentType, 'content-length': bytes.length, ...headers },
    });
    const timer = setTimeout(() => {
      asked.destroy(new Error(`no answer within ${String(limitMs / 1000)} s`));
    }, limitMs);
    const end = (result: PostResult): void => {
      clearTimeout(timer);
      resolve(result);
    };
    asked.once('response', (response) => {
      const pieces: Buffer[] = [];
      let size = 0;
      response.on('data', (piece: Buffer) => {
        if (size < READ_BYTES) pieces.push(piece);
        size += piece.length;
        if (size > READ_BYTES) response.destroy();
      });
      response.once('close', () => {
        const text = Buffer.concat(pieces).toString('utf8');
        end(judged(response.statusCode ?? 0, response.statusMessage ?? '', text, response.headers['retry-after']));
      });
      response.once('error', () => undefined);
    });
    asked.once('error', (error) => {
      end({ kind: 'again', said: whatWentWrong(error), afterMs: 0 });
    });
    asked.end(bytes);
  });
}

/** Answers that say "not now". */
const LATER = new Set([408, 425, 429]);

function judged(status: number, name: string, text: string, retryAfter: string | undefined): PostResult {
  if (status >= 200 && status < 300) return { kind: 'taken' };
  const line = text.split('\n')[0]?.trim() ?? '';
  const plain = line === '' || line.startsWith('<') || line.length > 120 ? '' : `, "${line}"`;
  const said =
    status >= 300 && status < 400
      ? `the server says that the address moved (${String(status)}): write the new one`
      : `the server answered ${String(status)}${name === '' ? '' : ` ${name}`}${plain}`;
  if (status >= 500 || LATER.has(status)) {
    const seconds = Number(retryAfter);
    return { kind: 'again', said, afterMs: Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : 0 };
  }
  return { kind: 'refused', said };
}

function whatWentWrong(error: Error): string {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  switch (code) {
    case 'ECONNREFUSED':
      return 'nobody listens there';
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'the host was not found, or there is no network';
    case 'ENETUNREACH':
    case 'EHOSTUNREACH':
      return 'there is no way to the host';
    case 'ECONNRESET':
    case 'EPIPE':
      return 'the connection broke';
    default:
      return error.message;
  }
}
