import type { InterpreterOffer } from '../../../preload/contract.ts';
import { joinCommand, splitCommand } from './commandLine.ts';
import type { What } from './draft.ts';

/** Names that a right interpreter takes the place of. */
const stands: Readonly<Record<InterpreterOffer['kind'], RegExp | null>> = {
  venv: /^python[\d.]*$/,
  uv: /^python[\d.]*$/,
  poetry: /^python[\d.]*$/,
  conda: /^python[\d.]*$/,
  node: /^node$/,
  script: null,
};

/** The field with the offer taken; null where it changes nothing there, or does not fit what is written. */
export function withOffer(what: What, offer: InterpreterOffer): What | null {
  const pattern = stands[offer.kind];
  if (what.kind === 'shell') return null;
  const text = what.kind === 'script' ? what.interpreter : what.text;
  const { words, open } = splitCommand(text);
  if (open !== null) return null;
  const [first, ...rest] = words;
  const taken =
    first === undefined
      ? pattern === null || what.kind === 'script'
        ? offer.command
        : null
      : pattern?.test(first) === true
        ? [...offer.command, ...rest]
        : null;
  if (taken === null || (pattern === null && what.kind === 'script')) return null;
  const written = joinCommand(taken);
  if (written === text.trim()) return null;
  return what.kind === 'script' ? { ...what, interpreter: written } : { ...what, text: written };
}
