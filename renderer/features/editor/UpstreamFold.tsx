import { ActionIcon, Button, Checkbox, Select } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { LengthInput } from '../../parts/LengthInput.tsx';
import { texts } from '../../texts/texts.ts';
import { whenOf } from './draft.ts';
import { JobSelect } from './JobSelect.tsx';
import type { Editing } from './useDraft.ts';
import styles from './editor.module.css';

type Json = Readonly<Record<string, unknown>>;

const words = texts.editor.upstream;

/** Other jobs: started when one ends (a trigger), or held back until one succeeded (a condition). */
export function UpstreamFold({ id, editing }: { readonly id: string | null; readonly editing: Editing }) {
  const { document, setField, setWhens } = editing;
  const all = Array.isArray(document['conditions']) ? (document['conditions'] as readonly Json[]) : [];
  const mine = all.filter((condition) => condition['job'] !== undefined);
  const others = all.filter((condition) => condition['job'] === undefined);
  const put = (next: readonly Json[]): void => {
    const list = [...others, ...next];
    setField(['conditions'], list.length === 0 ? undefined : list);
  };
  const change = (index: number, condition: Json): void => put(mine.map((one, at) => (at === index ? condition : one)));
  return (
    <div role="group" aria-label={texts.editor.folds.upstream}>
      {mine.map((condition, index) => (
        <div key={index} className={styles['upstream']}>
          <JobSelect
            label={words.waitFor}
            except={id}
            value={String(condition['job'])}
            onChange={(job) => change(index, { ...condition, job })}
          />
          <Freshness condition={condition} onChange={(next) => change(index, next)} />
          <Checkbox
            label={words.changed}
            checked={condition['changed'] === true}
            onChange={(event) => {
              const { changed: _changed, ...rest } = condition;
              change(index, event.currentTarget.checked ? { ...rest, changed: true } : rest);
            }}
          />
          <ActionIcon
            size="sm"
            aria-label={words.remove(index + 1)}
            onClick={() => put(mine.filter((_, at) => at !== index))}
          >
            <IconX size={16} stroke={1.6} />
          </ActionIcon>
        </div>
      ))}
      {mine.length > 1 && (
        <Checkbox
          mb="sm"
          label={words.any}
          checked={document['any'] === true}
          onChange={(event) => setField(['any'], event.currentTarget.checked ? true : undefined)}
        />
      )}
      <div className={styles['inline']}>
        <Button
          size="sm"
          leftSection={<IconPlus size={14} stroke={1.6} />}
          onClick={() =>
            setWhens((whens) => [
              ...whens.filter((when) => when.text !== ''),
              whenOf({ type: 'after', job: '', on: 'success' }),
            ])
          }
        >
          {words.addStart}
        </Button>
        <Button
          size="sm"
          leftSection={<IconPlus size={14} stroke={1.6} />}
          onClick={() => put([...mine, { job: '', succeeded: 'sinceMyLastRun' }])}
        >
          {words.addWait}
        </Button>
      </div>
    </div>
  );
}

function Freshness({
  condition,
  onChange,
}: {
  readonly condition: Json;
  readonly onChange: (condition: Json) => void;
}) {
  const { succeeded, within, ...rest } = condition;
  const value = typeof within === 'string' ? 'within' : succeeded === 'today' ? 'today' : 'sinceMyLastRun';
  return (
    <>
      <Select
        label={words.fresh}
        data={[
          { value: 'sinceMyLastRun', label: words.sinceMyLastRun },
          { value: 'today', label: words.today },
          { value: 'within', label: words.within },
        ]}
        value={value}
        onChange={(next) => onChange(next === 'within' ? { ...rest, within: 'PT6H' } : { ...rest, succeeded: next })}
      />
      {value === 'within' && (
        <LengthInput
          visibleLabel
          label={words.length}
          value={within}
          onChange={(iso) => onChange({ ...rest, within: iso ?? 'PT6H' })}
        />
      )}
    </>
  );
}
