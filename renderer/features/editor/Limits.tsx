import { NumberInput, Select } from '@mantine/core';
import type { Problem } from '../../../preload/contract.ts';
import { texts } from '../../texts/texts.ts';
import { fieldOf, problemOf } from './draft.ts';
import type { Editing } from './useDraft.ts';

const words = texts.editor.advanced;
const MEBIBYTE = 1024 * 1024;

/** How much a run may use, and what happens beyond; how willingly it gives way to other programs. */
export function Limits({ editing, problems }: { readonly editing: Editing; readonly problems: readonly Problem[] }) {
  const { document, setField } = editing;
  const of = (name: string): unknown => fieldOf(document, ['limits', name]);
  const limited = of('memory') !== undefined || of('output') !== undefined;
  const bytes = (name: 'memory' | 'output') => {
    const value = of(name);
    return (
      <NumberInput
        label={words[name]}
        min={1}
        placeholder={words.noLimit}
        value={typeof value === 'number' ? value / MEBIBYTE : ''}
        error={problemOf(problems, `limits.${name}`)?.message}
        onChange={(next) =>
          setField(['limits', name], typeof next === 'number' ? Math.round(next * MEBIBYTE) : undefined)
        }
      />
    );
  };
  return (
    <>
      {bytes('memory')}
      {bytes('output')}
      {limited && (
        <Select
          label={words.then}
          data={(Object.keys(words.thens) as (keyof typeof words.thens)[]).map((value) => ({
            value,
            label: words.thens[value],
          }))}
          value={of('then') === 'notify' ? 'notify' : 'stop'}
          onChange={(value) => setField(['limits', 'then'], value === 'notify' ? 'notify' : undefined)}
        />
      )}
      <NumberInput
        label={words.nice}
        min={-20}
        max={19}
        value={typeof document['nice'] === 'number' ? document['nice'] : 0}
        error={problemOf(problems, 'nice')?.message}
        onChange={(value) => setField(['nice'], typeof value === 'number' && value !== 0 ? value : undefined)}
      />
    </>
  );
}
