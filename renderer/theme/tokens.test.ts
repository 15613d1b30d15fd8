import { describe, expect, it } from 'vitest';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Token } from './tokens.ts';
import { dark, light } from './tokens.ts';

function luminance(colour: string): number {
  const parts = /^#(..)(..)(..)$/
    .exec(colour)
    ?.slice(1)
    .map((part) => parseInt(part, 16) / 255);
  if (parts === undefined) throw new Error(`${colour} is no plain colour.`);
  const [r, g, b] = parts.map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0);
}

function contrast(a: string, b: string): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05);
}

const texts: readonly (readonly [Token, readonly Token[]])[] = [
  [
    '--text',
    [
      '--bg',
      '--surface',
      '--raised',
      '--sunken',
      '--fill',
      '--fill-2',
      '--accent-soft',
      '--bad-soft',
      '--warn-soft',
      '--asleep',
    ],
  ],
  ['--text-2', ['--bg', '--surface', '--raised', '--sunken', '--fill', '--fill-2', '--accent-soft']],
  ['--text-3', ['--bg', '--surface', '--raised', '--sunken', '--fill']],
  ['--accent', ['--surface', '--raised', '--accent-soft', '--sunken']],
  ['--ok', ['--surface', '--ok-soft', '--term']],
  ['--bad', ['--surface', '--bad-soft', '--bg', '--term', '--fill-2']],
  ['--warn', ['--surface', '--warn-soft', '--term']],
  ['--wait', ['--surface', '--wait-soft', '--term']],
  ['--on-accent', ['--accent-solid', '--accent-solid-hover']],
  ['--asleep-ink', ['--asleep']],
  ['--term-text', ['--term']],
  ['--term-dim', ['--term']],
];
const marks: readonly (readonly [Token, readonly Token[]])[] = [
  ['--ok-mark', ['--surface', '--raised']],
  ['--bad-mark', ['--surface', '--raised', '--asleep']],
  ['--warn-mark', ['--surface', '--raised']],
  ['--wait-mark', ['--surface', '--raised']],
  ['--mute-mark', ['--surface', '--raised']],
  ['--coal-mark', ['--surface', '--asleep']],
  ['--future-mark', ['--surface']],
  ['--line-3', ['--surface', '--raised']],
];

describe.each([
  ['light', light],
  ['dark', dark],
])('%s', (_name, tokens) => {
  const pairs = (rules: typeof texts) =>
    rules.flatMap(([ink, grounds]) => grounds.map((ground) => [ink, ground] as const));

  it.each(pairs(texts))('%s can be read on %s', (ink, ground) => {
    expect(contrast(tokens[ink], tokens[ground])).toBeGreaterThanOrEqual(4.5);
  });

  it.each(pairs(marks))('%s is seen on %s', (ink, ground) => {
    expect(contrast(tokens[ink], tokens[ground])).toBeGreaterThanOrEqual(ink === '--future-mark' ? 2.9 : 3);
  });
});

describe('sources', () => {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const files = (folder: string): string[] =>
    readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() ? files(join(folder, entry.name)) : [join(folder, entry.name)],
    );
  const sources = files(root).filter((file) => /\.(tsx?|css)$/.test(file) && !/\.test\.|testing\//.test(file));

  it('name raw colours nowhere but in the tokens', () => {
    const raw = /#[0-9a-f]{3,8}\b(?!["'`]?\s*\/)|\b(?:rgb|hsl|hwb|lab|lch)a?\(/i;
    const wrong = sources
      .filter((file) => !file.endsWith('theme/tokens.ts'))
      .filter((file) =>
        readFileSync(file, 'utf8')
          .split('\n')
          .some((line) => raw.test(line) && !/href=|^\s*(\/\/|\*|\/\*)|hash|url\(#/.test(line)),
      );
    expect(wrong).toEqual([]);
  });

  it('use nothing that Chromium 108 does not know', () => {
    const unknown = /color-mix\(|oklch\(|light-dark\(|@container style|:user-valid/;
    expect(sources.filter((file) => unknown.test(readFileSync(file, 'utf8')))).toEqual([]);
  });

  it('are small rooms: no component file over 250 lines', () => {
    const long = sources.filter((file) => file.endsWith('.tsx') && readFileSync(file, 'utf8').split('\n').length > 251);
    expect(long.map((file) => file.slice(root.length))).toEqual([]);
  });

  it('never put markup or style sheets into the page as text', () => {
    const inline = /dangerouslySetInnerHTML|innerHTML|<style|eval\(|new Function/;
    const wrong = sources.filter((file) =>
      readFileSync(file, 'utf8')
        .split('\n')
        .some((line) => inline.test(line) && !/^\s*(\/\/|\*|\/\*)/.test(line)),
    );
    expect(wrong).toEqual([]);
  });
});
