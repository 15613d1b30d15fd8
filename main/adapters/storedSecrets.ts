import { z } from 'zod';
import { type Parsed, type Problem, parsed, refused } from '../core/problem.ts';
import { type Instant, instant } from '../core/time/instant.ts';
import { formatInstant } from '../core/time/iso.ts';
import { readSaved } from './documents/savedDocument.ts';
import { writeDurably } from './durableFile.ts';
import { keepAside } from './keepAside.ts';
import type { SecretBox } from './secrets/secretBox.ts';

/** Name of the file in the data folder. */
export const SECRETS_FILE = 'secrets.json';

/** Longest value, characters: a certificate with its chain fits. */
export const LONGEST_SECRET = 65_536;

const kept = z.object({ kind: z.string(), sealed: z.string(), changed: z.string() });
const secretsFile = z.object({ version: z.literal(1), secrets: z.record(z.string(), kept) });

type Kept = z.infer<typeof kept>;

/** A secret as it may be shown: never its value. */
export interface SecretAbout {
  readonly name: string;
  readonly changed: Instant;
  /** Why its value cannot be had now; null: it can. */
  readonly problem: string | null;
}

/** What the store depends on. */
export interface StoredSecretsOptions {
  readonly path: string;
  /** The first one that is available seals; each opens what it has sealed. */
  readonly boxes: readonly SecretBox[];
  readonly now: () => Instant;
}

/**
 * Named values, sealed, in one file that only this user can read. Invariants: 1. no value is ever written but sealed; 2. where nothing can
 * seal, nothing is kept; 3. a file that cannot be read is moved aside, never overwritten.
 */
export class StoredSecrets {
  readonly #options: StoredSecretsOptions;
  readonly #opened = new Map<string, string>();
  #secrets: Readonly<Record<string, Kept>> = {};
  #problems: readonly Problem[] = [];
  /** Why nothing may be written. */
  #closed: string | null = null;

  constructor(options: StoredSecretsOptions) {
    this.#options = options;
    this.#read();
  }

  /** Why no secret can be kept here, and what would help; null: they can. */
  get unavailable(): string | null {
    if (this.#closed !== null) return this.#closed;
    const { boxes } = this.#options;
    if (boxes.some(({ unavailable }) => unavailable === null)) return null;
    return boxes[0]?.unavailable ?? 'There is no place for secrets here.';
  }

  problems(): readonly Problem[] {
    return this.#problems;
  }

  /** In order of name. */
  list(): readonly SecretAbout[] {
    return Object.entries(this.#secrets)
      .map(([name, { kind, changed }]) => ({
        name,
        changed: instant(Date.parse(changed)),
        problem:
          this.#boxOf(kind)?.unavailable ?? (this.#boxOf(kind) === undefined ? sealedElsewhere(name, kind) : null),
      }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  names(): ReadonlySet<string> {
    return new Set(Object.keys(this.#secrets));
  }

  /** Keeps a value under a name; on the disk when it returns. */
  set(name: string, value: string): Parsed<null> {
    const wrong = wrongSecret(name, value);
    if (wrong !== null) return refused(wrong);
    const { boxes, now } = this.#options;
    const box = boxes.find(({ unavailable }) => unavailable === null);
    if (box === undefined || this.#closed !== null) {
      return refused({ code: 'noPlaceForSecrets', message: this.unavailable ?? 'There is no place for secrets here.' });
    }
    try {
      const sealed = box.seal(name, value);
      this.#write({ ...this.#secrets, [name]: { kind: box.kind, sealed, changed: formatInstant(now()) } });
    } catch (error) {
      return refused({ code: 'notSaved', message: `The secret could not be kept: ${messageOf(error)}` });
    }
    this.#opened.set(name, value);
    return parsed(null);
  }

  /** Forgets a secret; false where there is none. Throws what the disk says. */
  remove(name: string): boolean {
    if (!Object.hasOwn(this.#secrets, name)) return false;
    if (this.#closed !== null) throw new Error(this.#closed);
    this.#write(Object.fromEntries(Object.entries(this.#secrets).filter(([one]) => one !== name)));
    this.#opened.delete(name);
    return true;
  }

  /** The values of some secrets. Throws with what to do where one is missing or cannot be opened. */
  values(names: readonly string[]): Readonly<Record<string, string>> {
    const missing = names.filter((name) => !Object.hasOwn(this.#secrets, name));
    if (missing.length > 0) {
      const one = missing.length === 1;
      throw new Error(
        `The secret${one ? '' : 's'} ${missing.join(', ')} ${one ? 'has' : 'have'} no value: "wakeful secret set ${missing[0] ?? ''}" or the settings give it one.`,
      );
    }
    return Object.fromEntries(names.map((name) => [name, this.#value(name)]));
  }

  #value(name: string): string {
    const opened = this.#opened.get(name);
    if (opened !== undefined) return opened;
    const secret = this.#secrets[name];
    if (secret === undefined) throw new Error(`The secret ${name} has no value.`);
    const box = this.#boxOf(secret.kind);
    if (box === undefined) throw new Error(sealedElsewhere(name, secret.kind));
    if (box.unavailable !== null) throw new Error(`The secret ${name} cannot be opened. ${box.unavailable}`);
    const value = box.open(name, secret.sealed);
    this.#opened.set(name, value);
    return value;
  }

  #boxOf(kind: string): SecretBox | undefined {
    return this.#options.boxes.find((box) => box.kind === kind);
  }

  #read(): void {
    const { path, now } = this.#options;
    const saved = readSaved(path);
    if (saved.kind === 'absent') return;
    if (saved.kind === 'closed') {
      this.#closed = `The secrets cannot be read: ${saved.reason}`;
      this.#problems = [{ code: 'secretsClosed', message: this.#closed, field: path }];
      return;
    }
    const read = saved.kind === 'json' ? secretsFile.safeParse(saved.value) : null;
    if (read?.success === true) {
      this.#secrets = read.data.secrets;
      return;
    }
    if (saved.kind === 'json' && isNewer(saved.value)) {
      this.#closed = 'The secrets were saved by a newer Wakeful. Update Wakeful to use them.';
      this.#problems = [{ code: 'secretsNewer', message: this.#closed, field: path }];
      return;
    }
    const aside = keepAside(path, now());
    const message = `The secrets could not be read, and are kept as ${aside}. Set them again.`;
    this.#problems = [{ code: 'secretsFileDamaged', message, field: aside }];
  }

  #write(secrets: Readonly<Record<string, Kept>>): void {
    writeDurably(this.#options.path, `${JSON.stringify({ version: 1, secrets }, null, 2)}\n`);
    this.#secrets = secrets;
  }
}

/** What is wrong with a name or a value; the value itself is never named. */
function wrongSecret(name: string, value: string): Problem | null {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
    const message = 'A secret is named like a variable: letters, digits and "_", and no digit first.';
    return { code: 'outOfRange', message, field: 'name' };
  }
  if (name.startsWith('WAKEFUL_')) {
    return { code: 'outOfRange', message: 'Names that begin with WAKEFUL_ are Wakeful’s own.', field: 'name' };
  }
  if (value === '') return { code: 'outOfRange', message: 'A secret must not be empty.', field: 'value' };
  if (value.includes('\0')) {
    return { code: 'outOfRange', message: 'A secret must not contain the character NUL.', field: 'value' };
  }
  if (value.length > LONGEST_SECRET) {
    const message = `A secret must have at most ${String(LONGEST_SECRET)} characters; this has ${String(value.length)}.`;
    return { code: 'outOfRange', message, field: 'value' };
  }
  return null;
}

const sealedElsewhere = (name: string, kind: string): string =>
  kind === 'keychain'
    ? `${name} is in the keychain of the desktop app, which is out of reach here: set it again.`
    : `${name} was sealed with a key that is not given here: set it again.`;

const isNewer = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'version' in value && Number(value.version) > 1;

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
