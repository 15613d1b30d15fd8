import { createSpotlight } from '@mantine/spotlight';

/** Opens and closes the palette, from anywhere in the window. */
export const [paletteStore, palette] = createSpotlight();

/** Makes the first row the chosen one, as the palette itself does with every letter: for rows that come later. */
export function chooseFirst(): void {
  const rows = document.querySelectorAll('[data-palette-item]');
  for (const row of rows) row.removeAttribute('data-selected');
  rows[0]?.setAttribute('data-selected', 'true');
  paletteStore.updateState((state) => ({ ...state, selected: rows.length === 0 ? -1 : 0 }));
}
