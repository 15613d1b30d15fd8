import { expect, it } from 'vitest';
import { labelWidth, placeLabels } from './pictureLabels.ts';

it('leaves texts that have room where they belong', () => {
  const placed = placeLabels(
    [
      { text: 'due 08:05', at: 100 },
      { text: 'ended 08:13', at: 400 },
    ],
    560,
  );
  expect(placed.map(({ middle }) => Math.round(middle))).toEqual([100, 400]);
});

it('lets no text lie on another or beyond the edges', () => {
  const texts = ['asleep since 23:58', 'woke 08:10', 'waits since 08:10', 'ended 08:12'];
  const placed = placeLabels(
    texts.map((text, index) => ({ text, at: 380 + index * 4 })),
    400,
  );
  let end = 0;
  for (const { text, middle } of placed) {
    expect(middle - labelWidth(text) / 2).toBeGreaterThanOrEqual(end - 0.001);
    end = middle + labelWidth(text) / 2;
  }
  expect(end).toBeLessThanOrEqual(400.001);
});
