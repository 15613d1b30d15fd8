import fc from 'fast-check';
import { expect, it } from 'vitest';
import { joinCommand, splitCommand } from './commandLine.ts';

it.each([
  ['restic backup ~/Documents', ['restic', 'backup', '~/Documents']],
  ['echo "two words" \'and "more"\'', ['echo', 'two words', 'and "more"']],
  ['a\\ b c', ['a b', 'c']],
  ['echo ""', ['echo', '']],
  ['C:\\tools\\run.exe x', ['C:\\tools\\run.exe', 'x']],
  ['  spaced   out ', ['spaced', 'out']],
])('%s', (text, words) => {
  expect(splitCommand(text)).toEqual({ words, open: null });
});

it('says where a quote is that is not closed', () => {
  expect(splitCommand('echo "half').open).toBe(5);
});

it('reads back every command that it writes', () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { minLength: 1 }), (words) => {
      expect(splitCommand(joinCommand(words)).words).toEqual(words);
    }),
    { seed: 20_261_027 },
  );
});
