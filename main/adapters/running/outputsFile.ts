import { closeSync, openSync, readSync, statSync } from 'node:fs';

/** Largest file that is read, bytes. */
const LARGEST = 1 << 20;
const MOST_KEYS = 1000;
const LONGEST_KEY = 200;

/** What a run reported, and what of it could not be understood. */
export interface Outputs {
  readonly outputs: Readonly<Record<string, unknown>>;
  /** One plain sentence; null where nothing is wrong. */
  readonly problem: string | null;
}

const nothing = (problem: string | null): Outputs => ({ outputs: {}, problem });

/** Reads the file that WAKEFUL_OUTPUT named; an absent or empty one reports nothing. */
export function readOutputs(path: string): Outputs {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size === 0) return nothing(null);
  if (size > LARGEST) {
    return nothing(
      `WAKEFUL_OUTPUT holds ${String(size)} bytes; at most ${String(LARGEST)} are read, so none of it was.`,
    );
  }
  const bytes = Buffer.alloc(size);
  const file = openSync(path, 'r');
  try {
    let read = 0;
    for (let more = 1; more > 0 && read < size; read += more) more = readSync(file, bytes, read, size - read, read);
  } finally {
    closeSync(file);
  }
  return parseOutputs(bytes.toString('utf8'));
}

/**
 * Outputs from text: one JSON object, or lines `key=value` (blank lines and lines that begin with `#` count for nothing; of a key that
 * comes twice the last; values are text, as they stand after the sign). A line that is neither is reported; the others count.
 */
export function parseOutputs(text: string): Outputs {
  const plain = text.replace(/^\uFEFF/, '').trim();
  if (plain === '') return nothing(null);
  if (plain.startsWith('{')) return fromJson(plain);
  const outputs = new Map<string, string>();
  let problem: string | null = null;
  plain.split(/\r?\n/).forEach((line, index) => {
    if (line.trim() === '' || line.startsWith('#')) return;
    const sign = line.indexOf('=');
    const key = line.slice(0, Math.max(sign, 0)).trim();
    const wrong = sign < 0 ? 'has no "="' : key === '' ? 'has no name before "="' : null;
    if (wrong !== null) {
      problem ??= `Line ${String(index + 1)} of WAKEFUL_OUTPUT ${wrong}: key=value was expected.`;
      return;
    }
    outputs.set(key, line.slice(sign + 1));
  });
  return limited(Object.fromEntries(outputs), problem);
}

function fromJson(text: string): Outputs {
  try {
    const value = JSON.parse(text) as unknown;
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return limited(Object.fromEntries(Object.entries(value)), null);
    }
    return nothing('WAKEFUL_OUTPUT is JSON, but not an object.');
  } catch (error) {
    // Only where: what is said besides quotes the text, which may hold a secret.
    const place = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1];
    const where = place === undefined ? '' : ` from character ${String(Number(place) + 1)} on`;
    return nothing(`WAKEFUL_OUTPUT begins like JSON and is none${where}.`);
  }
}

function limited(outputs: Readonly<Record<string, unknown>>, problem: string | null): Outputs {
  const keys = Object.keys(outputs);
  const long = keys.find((key) => key.length > LONGEST_KEY);
  if (long !== undefined) return nothing(`A name in WAKEFUL_OUTPUT is longer than ${String(LONGEST_KEY)} characters.`);
  if (keys.length > MOST_KEYS) {
    return nothing(
      `WAKEFUL_OUTPUT has ${String(keys.length)} names; at most ${String(MOST_KEYS)} are kept, so none was.`,
    );
  }
  return { outputs, problem };
}
