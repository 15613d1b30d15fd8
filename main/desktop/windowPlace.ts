import { rmSync } from 'node:fs';
import type { OpenDocumentFile } from '../adapters/documents/documentFile.ts';
import { readSaved } from '../adapters/documents/savedDocument.ts';

/** Name of the file in the data folder. */
export const PLACE_FILE = 'window.json';

/** A rectangle on the screen, in points. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where a window stood, as it was before it was maximized, and whether it was. */
export interface WindowPlace {
  readonly bounds: Rectangle;
  readonly maximized: boolean;
}

/** So much of a window has to be on a screen for a person to take hold of it, in points. */
const GRIP = { width: 120, height: 48 };

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

/** What a saved place says; null where it says nothing that can be used. */
export function readPlace(saved: unknown): WindowPlace | null {
  if (typeof saved !== 'object' || saved === null || !('bounds' in saved)) return null;
  const { bounds } = saved;
  if (typeof bounds !== 'object' || bounds === null) return null;
  const { x, y, width, height } = bounds as Partial<Record<keyof Rectangle, unknown>>;
  if (!isNumber(x) || !isNumber(y) || !isNumber(width) || !isNumber(height)) return null;
  const maximized = 'maximized' in saved && saved.maximized === true;
  return { bounds: { x, y, width, height }, maximized };
}

/** Whether a window there could be seen and moved on one of these screens: a screen may be gone since. */
export function isReachable({ x, y, width }: Rectangle, screens: readonly Rectangle[]): boolean {
  return screens.some((screen) => {
    const across = Math.min(x + width, screen.x + screen.width) - Math.max(x, screen.x);
    // Its title bar is at the top: that has to be on the screen.
    const above = y >= screen.y && y + GRIP.height <= screen.y + screen.height;
    return across >= GRIP.width && above;
  });
}

/** The window's place from one time to the next. Nothing depends on it: what cannot be read or written is passed over. */
export class KeptPlace {
  readonly #path: string;
  readonly #open: OpenDocumentFile;
  readonly #failed: (error: unknown) => void;

  constructor(path: string, open: OpenDocumentFile, failed: (error: unknown) => void) {
    this.#path = path;
    this.#open = open;
    this.#failed = failed;
  }

  read(): WindowPlace | null {
    const saved = readSaved(this.#path);
    return saved.kind === 'json' ? readPlace(saved.value) : null;
  }

  write(place: WindowPlace): void {
    try {
      // The library that writes it refuses to open what it cannot read, and here nothing is lost by that.
      if (readSaved(this.#path).kind === 'broken') rmSync(this.#path);
      this.#open(this.#path).store = { ...place };
    } catch (error) {
      this.#failed(error);
    }
  }
}
