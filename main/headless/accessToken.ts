import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** 32 bytes in base64url: what `accessToken` makes and all it accepts from the file. */
const SHAPE = /^[A-Za-z0-9_-]{43}$/;

/**
 * The token that whoever wants to use the window over HTTP must know. Kept in a file that only this user can read, so that the printed
 * address keeps working after a restart; made where the file is missing or holds something else. Delete the file to
 * have a new one.
 */
export function accessToken(file: string): string {
  const kept = readKept(file);
  if (kept !== null) {
    // A copy or a restored backup may have come with wider rights.
    chmodSync(file, 0o600);
    return kept;
  }
  const token = randomBytes(32).toString('base64url');
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(file, `${token}\n`, { mode: 0o600 });
  chmodSync(file, 0o600);
  return token;
}

function readKept(file: string): string | null {
  try {
    const text = readFileSync(file, 'utf8').trim();
    return SHAPE.test(text) ? text : null;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Whether an `Authorization` header carries the token. Takes the same time for every wrong one. */
export function carriesToken(header: string | undefined, token: string): boolean {
  const given = header?.startsWith('Bearer ') === true ? header.slice('Bearer '.length) : '';
  return timingSafeEqual(digest(given), digest(token));
}
