import { createHash, type Hash } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Files of a folder that are looked at. */
const MOST_FILES = 10_000;

/**
 * Fingerprint of a run's outputs and declared artifacts (semantics §7 `changed`): the same content gives the same text, whatever the
 * order of keys. `cancel` is a wish, not a result, and does not count. A missing artifact counts as missing; a folder by all its files.
 */
export async function fingerprintOf(
  outputs: Readonly<Record<string, unknown>>,
  artifacts: readonly string[],
): Promise<string> {
  const hash = createHash('sha256');
  const { cancel: _cancel, ...results } = outputs;
  hash.update(JSON.stringify(ordered(results)));
  for (const artifact of artifacts) {
    hash.update(`\0${artifact}\0`);
    await addPath(hash, artifact, { left: MOST_FILES });
  }
  return hash.digest('hex');
}

async function addPath(hash: Hash, path: string, budget: { left: number }): Promise<void> {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) {
    hash.update('missing');
    return;
  }
  if (stat.isDirectory()) {
    for (const name of (await readdir(path)).sort()) {
      budget.left -= 1;
      if (budget.left < 0) return;
      hash.update(`\0${name}\0`);
      await addPath(hash, join(path, name), budget);
    }
    return;
  }
  if (!stat.isFile()) return;
  try {
    for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  } catch (error) {
    // Not readable: that is then its content, and changes when it becomes readable.
    hash.update(error instanceof Error ? error.name : 'unreadable');
  }
}

/** The same value with the keys of all objects in order. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, ordered(inner)]),
  );
}
