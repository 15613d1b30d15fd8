import { describe, expect, it } from 'vitest';
import type { Api } from '../../../preload/contract.ts';
import type { Change, Held } from './outputWindow.ts';
import { HELD, OutputWindow } from './outputWindow.ts';

/** Lines of 32 bytes, numbered. */
const linesOf = (count: number): string =>
  Array.from({ length: count }, (_, index) => `${String(index).padStart(31, '.')}\n`).join('');

/** A program whose run has written that much, and writes on. */
function program(text: string) {
  const state = { text, end: false, asked: 0 };
  const readOutput: Api['readOutput'] = ({ run, from, limit }) => {
    state.asked += 1;
    const piece = state.text.slice(from, from + limit);
    const next = from + piece.length;
    const pieces = piece === '' ? [] : [{ stream: 'out' as const, attempt: 1, at: 0, text: piece }];
    const value = {
      run,
      next,
      pieces,
      omitted: null,
      total: state.text.length,
      end: state.end && next === state.text.length,
    };
    return Promise.resolve({ ok: true, value });
  };
  return { state, api: { readOutput } };
}

function open(text: string) {
  const { state, api } = program(text);
  const changes: Change[] = [];
  let held: Held | null = null;
  const window = new OutputWindow(api, 'r', null, (now, change) => {
    held = now;
    changes.push(change);
  });
  const shown = (): string => held?.pieces.map((piece) => piece.text).join('') ?? '';
  return { state, window, changes, shown, held: () => held };
}

describe('a window over output', () => {
  it('holds small output whole, and what is written on', async () => {
    const { window, shown, state, held } = open(linesOf(40_000));
    await window.open();
    expect(shown()).toBe(state.text);
    state.text += 'more\n';
    await window.follow();
    expect(shown().endsWith('more\n')).toBe(true);
    expect(held()).toMatchObject({ from: 0, toEnd: true, end: false });
    state.end = true;
    await window.follow();
    expect(held()?.end).toBe(true);
    const { asked } = state;
    await window.follow();
    expect(state.asked).toBe(asked);
  });

  it('holds the end of large output, beginning with a whole line', async () => {
    const { window, shown, state } = open(linesOf(400_000));
    await window.open();
    expect(state.text.endsWith(shown())).toBe(true);
    expect(shown()).toMatch(/^\.+\d+\n/);
    expect(shown().length).toBeLessThanOrEqual(HELD);
  });

  it('goes back to the beginning without a line missing, and never holds more than it may', async () => {
    const { window, shown, state, held } = open(linesOf(200_000));
    await window.open();
    let first = shown().slice(0, 32);
    while ((held()?.from ?? 0) > 0) {
      await window.earlier();
      expect(state.text).toContain(shown());
      expect(shown()).toContain(first);
      expect(shown().length).toBeLessThanOrEqual(HELD);
      first = shown().slice(0, 32);
    }
    expect(shown().startsWith(state.text.slice(0, 1000))).toBe(true);
    expect(held()?.toEnd).toBe(false);
    while (held()?.toEnd === false) await window.later();
    expect(state.text.endsWith(shown())).toBe(true);
  });

  it('begins with the line that was found', async () => {
    const { window, shown, state } = open(linesOf(400_000));
    await window.open();
    const place = state.text.indexOf('..123456\n') - 23;
    await window.jump(place);
    expect(shown().split('\n')[0]).toMatch(/\.123456$/);
    await window.toEnd();
    expect(state.text.endsWith(shown())).toBe(true);
  });

  it('does not follow while another part is looked at', async () => {
    const { window, changes, state } = open(linesOf(400_000));
    await window.open();
    await window.jump(0);
    const before = changes.length;
    state.text += 'more\n';
    await window.follow();
    expect(changes.length).toBe(before);
  });

  it('keeps what it has where the line is lost', async () => {
    const { window, shown, state } = open(linesOf(10));
    await window.open();
    const lost = new OutputWindow({ readOutput: () => Promise.reject(new Error('lost')) }, 'r', null, () => undefined);
    await lost.open();
    await lost.follow();
    expect(shown()).toBe(state.text);
  });
});
