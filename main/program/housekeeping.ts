import type { RunOutputs } from '../adapters/runOutput.ts';
import type { Settings } from '../core/documents/settings.ts';
import { DAY_MS } from '../core/time/civil.ts';
import { instant, type Instant } from '../core/time/instant.ts';
import type { Disposable } from '../engine/ports.ts';
import type { Ledger } from '../engine/ledger.ts';

/** Not while everything is starting, and then a few times a day. Milliseconds. */
const FIRST_MS = 2 * 60_000;
const EVERY_MS = 6 * 3_600_000;

/** Removes history and output that are past their time, and packs output that is over a day old (semantics: kept 400 and 90 days). */
export function keepHouse(
  parts: { readonly ledger: Ledger; readonly outputs: RunOutputs },
  settings: () => Settings,
  now: () => Instant,
  onDefect: (error: unknown) => void,
): Disposable {
  const tidy = (): void => {
    const { keepHistory, keepOutput } = settings();
    try {
      parts.ledger.prune(instant(now() - keepHistory));
      parts.outputs.removeBefore(instant(now() - keepOutput));
      // Resolves in the background: hundreds of files may be waiting.
      parts.outputs.compressBefore(instant(now() - DAY_MS)).catch(onDefect);
    } catch (error) {
      // A full disk, a file in use: tried again in some hours, and nothing depends on it.
      onDefect(error);
    }
    timer = setTimeout(tidy, EVERY_MS).unref();
  };
  let timer = setTimeout(tidy, FIRST_MS).unref();
  return {
    dispose: () => {
      clearTimeout(timer);
    },
  };
}
