import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { Disposable, Probes, WorldEvent } from '../engine/ports.ts';

/** Node.js has no event for the network, the power or volumes: where a job asks for them they are looked at this often. Milliseconds. */
const LOOK_MS = 5000;

/** File systems that are part of the system and no volumes that a person would name. */
const OF_THE_SYSTEM = /^\/(proc|sys|dev|run\/(user|lock|credentials|snapd)|var\/lib\/docker|snap)(\/|$)/;

/** What of the world can be looked at. */
export type Looked = 'network' | 'power' | 'mount';

/** The watch, as its owner sees it. */
export interface WorldWatch extends Disposable {
  /** Asks `wanted` again: to be called when that may have changed. Costs next to nothing where it has not. */
  update(): void;
}

/** What the watch looks through. */
export interface WorldWatchOptions {
  readonly probes: Pick<Probes, 'network' | 'power'>;
  /** Whether anybody wants to know: what nobody wants to know of is not looked at, and with nothing wanted there is no timer. */
  readonly wanted: (what: Looked) => boolean;
  readonly notice: (event: WorldEvent) => void;
  readonly everyMs?: number;
  readonly volumes?: () => readonly string[];
}

/** Tells when the network comes or goes, the power changes and a volume appears. The timer does not keep the program running. */
export function watchWorld({
  probes,
  wanted,
  notice,
  everyMs = LOOK_MS,
  volumes = readVolumes,
}: WorldWatchOptions): WorldWatch {
  const looks = [
    lookAt(
      'network',
      () => probes.network().holds,
      (up) => notice({ kind: 'network', up }),
    ),
    lookAt(
      'power',
      () => probes.power().state,
      (state) => notice({ kind: 'power', state }),
    ),
    lookAtVolumes(volumes, (path) => notice({ kind: 'mount', path })),
  ];
  let timer: NodeJS.Timeout | null = null;
  const stop = (): void => {
    if (timer !== null) clearInterval(timer);
    timer = null;
  };
  const update = (): void => {
    for (const one of looks) if (!wanted(one.what)) one.forget();
    if (!looks.some(({ what }) => wanted(what))) {
      stop();
      return;
    }
    if (timer !== null) return;
    look();
    timer = setInterval(look, everyMs);
    timer.unref();
  };
  const look = (): void => {
    for (const one of looks) if (wanted(one.what)) one.take();
  };
  update();
  return { update, dispose: stop };
}

/** Looks at one thing. What it was is forgotten while nobody wants to know: then the next look is the first, and tells nothing. */
interface LookAt {
  readonly what: Looked;
  take(): void;
  forget(): void;
}

function lookAt<T>(what: Looked, ask: () => T, changed: (now: T) => void): LookAt {
  let known: { readonly value: T } | null = null;
  return {
    what,
    take: () => {
      const before = known;
      known = { value: ask() };
      if (before !== null && before.value !== known.value) changed(known.value);
    },
    forget: () => {
      known = null;
    },
  };
}

function lookAtVolumes(volumes: () => readonly string[], appeared: (path: string) => void): LookAt {
  let known: ReadonlySet<string> | null = null;
  return {
    what: 'mount',
    take: () => {
      const before = known;
      known = new Set(volumes());
      for (const path of known) if (before !== null && !before.has(path)) appeared(path);
    },
    forget: () => {
      known = null;
    },
  };
}

/** Where volumes are now. */
export function readVolumes(): readonly string[] {
  switch (process.platform) {
    case 'linux':
      return mountsIn(read('/proc/self/mountinfo'));
    case 'darwin':
      return list('/Volumes').map((name) => `/Volumes/${name}`);
    case 'win32':
      return Array.from('CDEFGHIJKLMNOPQRSTUVWXYZ', (letter) => `${letter}:\\`).filter(existsSync);
    default:
      return [];
  }
}

/** Mount points from /proc/self/mountinfo: the fifth word, with spaces written as \040 (proc(5)). */
export const mountsIn = (text: string): readonly string[] =>
  text.split('\n').flatMap((line) => {
    const point = line
      .split(' ')[4]
      ?.replace(/\\(\d{3})/g, (_, code: string) => String.fromCharCode(parseInt(code, 8)));
    return point === undefined || OF_THE_SYSTEM.test(point) ? [] : [point];
  });

const read = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // A system without it has no volumes to tell of.
    return '';
  }
};

const list = (path: string): readonly string[] => {
  try {
    return readdirSync(path);
  } catch {
    // The same.
    return [];
  }
};
