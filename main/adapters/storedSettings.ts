import { changeSettings, readSettings, type Settings, type SettingsReading } from '../core/documents/settings.ts';
import { parsed, refused, type Parsed, type Problem } from '../core/problem.ts';
import type { Instant } from '../core/time/instant.ts';
import type { Disposable } from '../engine/ports.ts';
import type { OpenDocumentFile } from './documents/documentFile.ts';
import { SavedDocument } from './documents/savedDocument.ts';
import { watchDocument } from './documents/watchDocument.ts';

/** Name of the settings file in the config folder. */
export const SETTINGS_FILE = 'settings.json';

/** What the store depends on. */
export interface StoredSettingsOptions {
  readonly path: string;
  readonly open: OpenDocumentFile;
  readonly now: () => Instant;
}

/** The person's settings in one JSON file, under the same rules as the jobs (see `StoredJobs`). */
export class StoredSettings {
  readonly #options: StoredSettingsOptions;
  readonly #document: SavedDocument;
  readonly #listeners = new Set<() => void>();
  #reading: SettingsReading;
  #kept: readonly Problem[] = [];
  #broken: Problem | null = null;
  /** Why nothing may be written: the system does not let us read what is there. */
  #closed: string | null = null;

  constructor(options: StoredSettingsOptions) {
    this.#options = options;
    this.#document = new SavedDocument(options.path, options.open);
    this.#reading = defaults();
    this.#read('start');
  }

  /** The settings in force, defaults filled in. */
  get settings(): Settings {
    return this.#reading.settings;
  }

  /** The document as it stands in the file. */
  get document(): Readonly<Record<string, unknown>> {
    return this.#reading.document;
  }

  get readOnly(): string | null {
    return this.#closed ?? this.#reading.readOnly;
  }

  problems(): readonly Problem[] {
    return [...this.#kept, ...(this.#broken === null ? [] : [this.#broken]), ...this.#reading.problems];
  }

  /** Changes some settings; a null takes a key back to its default. On the disk when it returns; the first problem otherwise. */
  change(changes: Readonly<Record<string, unknown>>): Parsed<Settings> {
    this.refresh();
    if (this.#closed !== null) return refused({ code: 'readOnly', message: this.#closed });
    const changed = changeSettings(this.#reading, changes);
    if (!changed.ok) return changed;
    try {
      if (this.#broken !== null) this.#setAside('The file was edited and could not be read any more.');
      this.#document.write({ ...changed.value.document });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return refused({ code: 'notSaved', message: `The settings could not be saved: ${reason}` });
    }
    this.#reading = changed.value;
    return parsed(this.#reading.settings);
  }

  /** Calls `listener` after the file was edited by somebody else and read again. */
  onChange(listener: () => void): Disposable {
    this.#listeners.add(listener);
    return {
      dispose: () => {
        this.#listeners.delete(listener);
      },
    };
  }

  watch(): Disposable {
    return watchDocument(this.#options.path, () => {
      this.refresh();
    });
  }

  refresh(): void {
    if (!this.#document.changedElsewhere()) return;
    this.#read('edit');
    for (const listener of [...this.#listeners]) listener();
  }

  #read(when: 'start' | 'edit'): void {
    const saved = this.#document.read();
    this.#broken = null;
    this.#closed = null;
    if (saved.kind === 'closed') {
      this.#closed = `The settings file ${this.#options.path} cannot be read: ${saved.reason} Nothing is changed in it.`;
      this.#broken = { code: 'settingsFileClosed', message: this.#closed };
      return;
    }
    const reading = saved.kind === 'broken' ? null : readSettings(saved.kind === 'json' ? saved.value : undefined);
    if (reading !== null) {
      this.#reading = reading;
      return;
    }
    const reason = saved.kind === 'broken' ? saved.reason : 'It is not an object.';
    if (when === 'start') {
      this.#setAside(reason);
      this.#reading = defaults();
    } else {
      const message = `The settings file was edited and cannot be read: ${reason} The settings from before the edit count.`;
      this.#broken = { code: 'settingsFileEdited', message };
    }
  }

  #setAside(reason: string): void {
    const aside = this.#document.keepAside(this.#options.now());
    const message = `The settings file could not be read: ${reason} It was kept as ${aside}.`;
    this.#kept = [...this.#kept, { code: 'settingsFileDamaged', message, field: aside }];
    this.#broken = null;
  }
}

function defaults(): SettingsReading {
  const reading = readSettings(undefined);
  if (reading === null) throw new Error('The absence of settings must be readable.');
  return reading;
}
