import { describe, expect, it } from 'vitest';
import type { InterpreterOffer } from '../../../preload/contract.ts';
import { withOffer } from './interpreterOffers.ts';

const venv: InterpreterOffer = {
  kind: 'venv',
  found: '.venv',
  command: ['/home/sam/my app/.venv/bin/python'],
  text: 'Python 3.12 of .venv',
  problem: null,
};
const script: InterpreterOffer = { ...venv, kind: 'script', command: ['npm', 'run', 'sync'] };
const what = (kind: 'command' | 'shell' | 'script', text: string, interpreter = '') => ({
  kind,
  text,
  interpreter,
  rest: {},
});

describe('the right interpreter', () => {
  it('takes the place of the one that is written, and leaves the rest', () => {
    expect(withOffer(what('command', 'python3 ingest.py -v'), venv)?.text).toBe(
      '"/home/sam/my app/.venv/bin/python" ingest.py -v',
    );
    expect(withOffer(what('script', 'print(1)', 'python3'), venv)?.interpreter).toContain('.venv/bin/python');
  });

  it('is not offered where it is written already, or something else is', () => {
    expect(withOffer(what('command', '"/home/sam/my app/.venv/bin/python" a.py'), venv)).toBeNull();
    expect(withOffer(what('command', 'rsync a b'), venv)).toBeNull();
    expect(withOffer(what('shell', 'python3 a.py'), venv)).toBeNull();
    expect(withOffer(what('command', 'python3 "a'), venv)).toBeNull();
  });

  it('is a whole command where nothing is written yet', () => {
    expect(withOffer(what('command', ''), script)?.text).toBe('npm run sync');
    expect(withOffer(what('command', 'echo'), script)).toBeNull();
  });
});
