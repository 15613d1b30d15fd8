import { Select } from '@mantine/core';
import { texts } from '../../texts/texts.ts';

type Json = Readonly<Record<string, unknown>>;

/** Since when an interval counts: the start of the previous run, its end, or a grid that no run moves. */
export function IntervalFrom({
  trigger,
  onChange,
}: {
  readonly trigger: Json;
  readonly onChange: (trigger: Json) => void;
}) {
  const choices = texts.editor.intervalFrom;
  return (
    <Select
      size="xs"
      w={190}
      aria-label={texts.editor.countedFrom}
      data={(Object.keys(choices) as (keyof typeof choices)[]).map((value) => ({ value, label: choices[value] }))}
      value={typeof trigger['from'] === 'string' ? trigger['from'] : 'start'}
      onChange={(value) => {
        const { from: _from, ...rest } = trigger;
        onChange(value === null || value === 'start' ? rest : { ...rest, from: value });
      }}
    />
  );
}
