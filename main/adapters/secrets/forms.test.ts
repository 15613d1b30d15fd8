import { describe, expect, it } from 'vitest';
import { maskText, needlesOf } from '../output/masking.ts';
import { formsOf } from './forms.ts';

const SECRET = 'sw0rd/fish "and" ÿ+more';

describe('a secret is masked', () => {
  it.each([
    ['as it is', SECRET],
    ['as JSON', JSON.stringify(SECRET).slice(1, -1)],
    ['as JSON of Python', 'sw0rd/fish \\"and\\" \\u00ff+more'],
    ['as JSON of PHP', 'sw0rd\\/fish \\"and\\" ÿ+more'],
    ['in a URL', encodeURIComponent(SECRET)],
    ['in a URL with small digits', encodeURIComponent(SECRET).replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase())],
    ['in a form', encodeURIComponent(SECRET).replaceAll('%20', '+')],
    ['in base64', Buffer.from(SECRET).toString('base64')],
    ['in base64 of URLs', Buffer.from(SECRET).toString('base64url')],
  ])('%s', (_how, form) => {
    expect(maskText(`before ${form} after`, needlesOf([SECRET]))).toBe('before ••• after');
  });

  it.each([0, 1, 2, 3, 4, 5])('in base64 behind %i other bytes, as in "user:password"', (before) => {
    const encoded = Buffer.from(`${'u'.repeat(before)}${SECRET}tail`).toString('base64');
    const masked = maskText(encoded, needlesOf([SECRET]));
    expect(masked).toContain('•••');
    // At most the letters that it shares with its neighbours are left.
    const left = masked.split('•••').map((part) => Buffer.from(part, 'base64').toString('latin1'));
    for (let length = 3; length <= SECRET.length; length += 1) {
      for (const part of left) expect(part).not.toContain(SECRET.slice(0, length));
    }
  });

  it('line by line where it has several, and without the line end that a shell leaves out', () => {
    const key = '-----BEGIN KEY-----\nabcdef0123456789\nshort\n-----END KEY-----\n';
    const needles = needlesOf([key]);
    expect(maskText('  abcdef0123456789', needles)).toBe('  •••');
    expect(maskText(`<${key.trimEnd()}>`, needles)).toBe('<•••>');
    expect(maskText('short -----BEGIN KEY-----', needles)).toBe('short -----BEGIN KEY-----');
  });

  it('in no form so short that it would mask something else', () => {
    expect(formsOf('abc')).toEqual(['abc']);
    expect(needlesOf([''])).toEqual([]);
  });

  it('in much output without holding it up: a long key and many forms', () => {
    const key = Array.from({ length: 60 }, (_, line) => `line ${String(line)} of a long key ${'x'.repeat(40)}`).join(
      '\n',
    );
    const text = 'a line that has nothing of it\n'.repeat(100_000);
    // 3 MB; looking for every form at every place would take minutes.
    expect(maskText(text, needlesOf([key]))).toBe(text);
  });
});
