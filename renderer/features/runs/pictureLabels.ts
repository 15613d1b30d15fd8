/** A text under or over a place of the picture. */
export interface Label {
  readonly text: string;
  /** Where it belongs, in pixels from the left. */
  readonly at: number;
}

/** A text with its place: its middle. */
export interface PlacedLabel {
  readonly text: string;
  readonly middle: number;
}

/** Width of a letter of 11 px Inter, tabular figures, on the average; and the least room between two texts. */
const LETTER = 5.7;
const GAP = 10;

/** How wide a text is drawn, about. */
export const labelWidth = (text: string): number => text.length * LETTER;

/** Puts texts of one line beside each other, in order, each as near to its place as the others let it be, within `width`. */
export function placeLabels(labels: readonly Label[], width: number): readonly PlacedLabel[] {
  const lefts: number[] = [];
  let free = 0;
  for (const { text, at } of labels) {
    const left = Math.max(free, at - labelWidth(text) / 2);
    lefts.push(left);
    free = left + labelWidth(text) + GAP;
  }
  let end = width;
  for (let index = labels.length - 1; index >= 0; index -= 1) {
    const own = labelWidth(labels[index]?.text ?? '');
    lefts[index] = Math.max(0, Math.min(lefts[index] ?? 0, end - own));
    end = (lefts[index] ?? 0) - GAP;
  }
  return labels.map(({ text }, index) => ({ text, middle: (lefts[index] ?? 0) + labelWidth(text) / 2 }));
}
