import { texts } from '../texts/texts.ts';
import type { PaletteItem } from './paletteItems.ts';

/** How many choices are offered again. */
const KEPT = 4;

/** What was chosen last in this window, newest first; it lasts as long as the page. */
let chosen: readonly string[] = [];

/** Notes a choice, so that it comes first the next time. */
export function remember(id: string): void {
  chosen = [id, ...chosen.filter((other) => other !== id)].slice(0, KEPT);
}

/** The choices of before in a group of their own, above everything else. */
export function recentFirst(items: readonly PaletteItem[]): readonly PaletteItem[] {
  const recent = chosen.flatMap((id) => {
    const item = items.find((one) => one.id === id);
    return item === undefined ? [] : [{ ...item, group: texts.palette.recent }];
  });
  return [...recent, ...items.filter((item) => !chosen.includes(item.id))];
}
