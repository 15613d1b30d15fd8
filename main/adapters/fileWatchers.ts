import { existsSync, opendirSync } from 'node:fs';
import { resolve } from 'node:path';
import { watch, type FSWatcher } from 'chokidar';
import type { StoredJob } from '../core/job.ts';
import type { Trigger } from '../core/triggers/registry.ts';
import type { Disposable, Watchers, WorldEvent } from '../engine/ports.ts';
import { expandHome } from './homePath.ts';

/** Changes of a queue's directory and of an awaited path are gathered this long, milliseconds. */
const QUEUE_SETTLE_MS = 100;
/** Something that never comes to rest is told of after this many times its `settle`. */
const LONGEST_SETTLES = 60;
/** What the system itself puts into folders that a person sees as empty. */
const UNSEEN = new Set(['.DS_Store', 'desktop.ini', 'Thumbs.db']);

/** What one trigger watches. */
interface Watched {
  readonly paths: readonly string[];
  readonly settleMs: number;
}

/** A watch that is on. */
interface Active extends Watched {
  readonly watcher: FSWatcher;
  timer: NodeJS.Timeout | null;
  since: number | null;
}

/**
 * Watches files for `watch`, `queue` and `pathExists` triggers, in step with the jobs. A folder is watched with its direct entries, not
 * with all below it; a path that does not exist is told of when it appears.
 */
export class FileWatchers implements Watchers, Disposable {
  readonly #notice: (event: WorldEvent) => void;
  readonly #active = new Map<string, Active>();

  constructor(notice: (event: WorldEvent) => void) {
    this.#notice = notice;
  }

  watch(jobs: readonly StoredJob[]): void {
    const wanted = new Map<string, { readonly job: string; readonly trigger: number; readonly watched: Watched }>();
    for (const { job } of jobs) {
      if (!job.enabled) continue;
      job.triggers.forEach((trigger, index) => {
        const watched = watchedBy(trigger);
        if (watched !== null) wanted.set(`${job.id}\0${String(index)}`, { job: job.id, trigger: index, watched });
      });
    }
    for (const [key, active] of this.#active) {
      const now = wanted.get(key)?.watched;
      if (now === undefined || !isSame(now, active)) this.#end(key, active);
    }
    for (const [key, { job, trigger, watched }] of wanted) {
      if (!this.#active.has(key)) this.#active.set(key, this.#begin(job, trigger, watched));
    }
  }

  isNotEmpty(directory: string): boolean {
    try {
      const folder = opendirSync(placeOf(directory));
      try {
        for (let entry = folder.readSync(); entry !== null; entry = folder.readSync()) {
          if (!UNSEEN.has(entry.name)) return true;
        }
        return false;
      } finally {
        folder.closeSync();
      }
    } catch {
      // A folder that is not there, or not for us, has nothing to work on.
      return false;
    }
  }

  exists(path: string): boolean {
    return existsSync(placeOf(path));
  }

  dispose(): void {
    for (const [key, active] of this.#active) this.#end(key, active);
  }

  #begin(job: string, trigger: number, watched: Watched): Active {
    const watcher = watch([...watched.paths], { ignoreInitial: true, depth: 0, ignorePermissionErrors: true });
    const active: Active = { ...watched, watcher, timer: null, since: null };
    watcher.on('all', (_event, path) => {
      this.#gather(active, { kind: 'file', job, trigger, path });
    });
    // Too many watches, or a network drive that went away: what can still be watched goes on.
    watcher.on('error', () => undefined);
    return active;
  }

  /** One event for changes that follow each other within `settle`. */
  #gather(active: Active, event: WorldEvent): void {
    const now = Date.now();
    active.since ??= now;
    const left = active.since + active.settleMs * LONGEST_SETTLES - now;
    if (active.timer !== null) clearTimeout(active.timer);
    active.timer = setTimeout(
      () => {
        active.timer = null;
        active.since = null;
        this.#notice(event);
      },
      Math.max(0, Math.min(active.settleMs, left)),
    );
  }

  #end(key: string, active: Active): void {
    if (active.timer !== null) clearTimeout(active.timer);
    this.#active.delete(key);
    void active.watcher.close();
  }
}

function watchedBy(trigger: Trigger): Watched | null {
  if (trigger.type === 'watch') return { paths: trigger.paths.map(placeOf), settleMs: trigger.settle };
  if (trigger.type === 'queue') return { paths: [placeOf(trigger.directory)], settleMs: QUEUE_SETTLE_MS };
  if (trigger.type === 'keepAlive' && typeof trigger.when === 'object') {
    return { paths: [placeOf(trigger.when.pathExists)], settleMs: QUEUE_SETTLE_MS };
  }
  return null;
}

const isSame = (a: Watched, b: Watched): boolean =>
  a.settleMs === b.settleMs &&
  a.paths.length === b.paths.length &&
  a.paths.every((path, index) => path === b.paths[index]);

/** A path of a trigger; relative ones are taken from the home. */
const placeOf = (path: string): string => resolve(expandHome('~'), expandHome(path));
