import type { StoredJob } from '../../core/job.ts';
import type { Trigger } from '../../core/triggers/registry.ts';
import type { Watchers, WorldEvent } from '../ports.ts';
import type { Timer, Timers } from './timers.ts';
import type { World } from './world.ts';

/** The paths that a trigger watches. */
function watchedBy(trigger: Trigger): readonly string[] {
  if (trigger.type === 'watch') return trigger.paths;
  if (trigger.type === 'queue') return [trigger.directory];
  if (trigger.type === 'keepAlive' && typeof trigger.when === 'object') return [trigger.when.pathExists];
  return [];
}

const isWithin = (path: string, watched: string): boolean =>
  path === watched || path.startsWith(watched.endsWith('/') ? watched : `${watched}/`);

/**
 * Tells the engine of changed files of the virtual computer. For `watch` a burst is told once, when `settle` has passed since its first
 * change; for what only asks whether something is there (`queue`, `pathExists`) at once.
 */
export class VirtualWatchers implements Watchers {
  private jobs: readonly StoredJob[] = [];
  private readonly bursts = new Map<string, Timer>();
  private readonly world: World;
  private readonly timers: Timers;
  private readonly tell: (event: WorldEvent) => void;

  constructor(world: World, timers: Timers, tell: (event: WorldEvent) => void) {
    this.world = world;
    this.timers = timers;
    this.tell = tell;
  }

  watch(jobs: readonly StoredJob[]): void {
    this.jobs = jobs;
  }

  isNotEmpty(directory: string): boolean {
    for (const path of this.world.files) if (path !== directory && isWithin(path, directory)) return true;
    return false;
  }

  exists(path: string): boolean {
    for (const known of this.world.files) if (isWithin(known, path)) return true;
    return false;
  }

  /** A path was created, changed or removed while Wakeful watched. */
  changed(path: string): void {
    for (const { job } of this.jobs) {
      for (const [index, trigger] of job.triggers.entries()) {
        if (!watchedBy(trigger).some((watched) => isWithin(path, watched))) continue;
        const key = `${job.id} ${index}`;
        if (this.bursts.has(key)) continue;
        const settle = trigger.type === 'watch' ? trigger.settle : 0;
        const timer = this.timers.set(this.world.awake + settle, 'settled', () => {
          this.bursts.delete(key);
          this.tell({ kind: 'file', job: job.id, trigger: index, path });
        });
        this.bursts.set(key, timer);
      }
    }
  }

  /** Wakeful has gone: nothing is told any more. */
  end(): void {
    for (const timer of this.bursts.values()) timer.cancelled = true;
    this.bursts.clear();
    this.jobs = [];
  }
}
