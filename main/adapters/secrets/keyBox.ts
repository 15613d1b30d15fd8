import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto';
import type { SecretBox } from './secretBox.ts';

/** Where the key comes from where there is no keychain. */
export const SECRETS_KEY = 'WAKEFUL_SECRETS_KEY';

/** A shorter key could be guessed by trying. */
const SHORTEST_KEY = 16;
const SALT_BYTES = 16;
const IV_BYTES = 12;
const TAG_BYTES = 16;
/** Costs of scrypt: about a tenth of a second and 32 MiB, once per process. */
const COSTS = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 } as const;

/**
 * Takes the key out of an environment: what Wakeful starts is not to inherit it. Null where there is none.
 */
export function takeSecretsKey(env: Record<string, string | undefined>): string | null {
  const key = env[SECRETS_KEY];
  // Deleting, not emptying: a variable without a value would still be there.
  Reflect.deleteProperty(env, SECRETS_KEY);
  return key === undefined || key === '' ? null : key;
}

/** AES-256-GCM under a key made by scrypt from what a person gives in the environment. `key` null: none was given. */
export function keyBox(key: string | null): SecretBox {
  const derived = new Map<string, Buffer>();
  let salt = randomBytes(SALT_BYTES);
  const keyFor = (of: Buffer): Buffer => {
    const name = of.toString('hex');
    const made = derived.get(name) ?? scryptSync(key ?? '', of, 32, COSTS);
    derived.set(name, made);
    return made;
  };
  return {
    kind: 'key',
    unavailable:
      key === null
        ? `Secrets need a key here: start Wakeful with the variable ${SECRETS_KEY}, a long random text that is always the same.`
        : key.length < SHORTEST_KEY
          ? `${SECRETS_KEY} is too short: it needs at least ${String(SHORTEST_KEY)} characters.`
          : null,
    seal(name, value) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', keyFor(salt), iv);
      cipher.setAAD(Buffer.from(name));
      const sealed = Buffer.concat([cipher.update(value, 'utf8'), cipher.final()]);
      return Buffer.concat([salt, iv, cipher.getAuthTag(), sealed]).toString('base64');
    },
    open(name, sealed) {
      const bytes = Buffer.from(sealed, 'base64');
      const head = SALT_BYTES + IV_BYTES + TAG_BYTES;
      if (bytes.length < head) throw new Error(`What is kept of ${name} is damaged: set it again.`);
      const its = bytes.subarray(0, SALT_BYTES);
      const decipher = createDecipheriv('aes-256-gcm', keyFor(its), bytes.subarray(SALT_BYTES, SALT_BYTES + IV_BYTES));
      decipher.setAAD(Buffer.from(name));
      decipher.setAuthTag(bytes.subarray(SALT_BYTES + IV_BYTES, head));
      try {
        const value = Buffer.concat([decipher.update(bytes.subarray(head)), decipher.final()]).toString('utf8');
        // What is sealed from now on shares the salt, so that the key is made once.
        salt = Buffer.from(its);
        return value;
      } catch {
        throw new Error(
          `${name} was sealed with another ${SECRETS_KEY}: start with that one, or set the secret again.`,
        );
      }
    },
  };
}
