import { Checkbox, NumberInput, Select, TextInput } from '@mantine/core';
import type { Problem } from '../../../preload/contract.ts';
import { LengthInput } from '../../parts/LengthInput.tsx';
import { texts } from '../../texts/texts.ts';
import { joinCommand, splitCommand } from './commandLine.ts';
import { problemOf } from './draft.ts';
import type { Editing } from './useDraft.ts';
import styles from './editor.module.css';

type Json = Readonly<Record<string, unknown>>;

const words = texts.editor.conditions;
const kinds = ['network', 'power', 'idle', 'load', 'wifi', 'command'] as const;
type Kind = (typeof kinds)[number];

/** What a condition is when it is chosen. */
const begun: Readonly<Record<Kind, Json>> = {
  network: { network: true },
  power: { power: 'ac' },
  idle: { idle: 'PT5M' },
  load: { load: { below: 1.5 } },
  wifi: { wifi: [] },
  command: { command: [] },
};

/** What is waited for before a run starts, and for how long. */
export function ConditionsFold({
  editing,
  problems,
}: {
  readonly editing: Editing;
  readonly problems: readonly Problem[];
}) {
  const { document, setField } = editing;
  const all = Array.isArray(document['conditions']) ? (document['conditions'] as readonly Json[]) : [];
  const of = (kind: Kind): Json | undefined => all.find((condition) => condition[kind] !== undefined);
  const put = (kind: Kind, next: Json | null): void => {
    const rest = all.filter((condition) => condition[kind] === undefined);
    const list = next === null ? rest : [...rest, next];
    setField(['conditions'], list.length === 0 ? undefined : list);
  };
  const problem = problemOf(problems, 'conditions');
  const wordsOf = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);
  return (
    <div className={styles['conditions']} role="group" aria-label={texts.editor.folds.conditions}>
      {kinds.map((kind) => {
        const condition = of(kind);
        return (
          <div key={kind} className={styles['condition']}>
            <Checkbox
              label={words[kind]}
              checked={condition !== undefined}
              onChange={(event) => put(kind, event.currentTarget.checked ? begun[kind] : null)}
            />
            {condition !== undefined && kind === 'power' && (
              <Select
                size="xs"
                w={150}
                aria-label={words.power}
                data={[
                  { value: 'ac', label: words.ac },
                  { value: 'battery', label: words.battery },
                ]}
                value={condition['power'] === 'battery' ? 'battery' : 'ac'}
                onChange={(value) => put('power', { power: value ?? 'ac' })}
              />
            )}
            {condition !== undefined && kind === 'idle' && (
              <LengthInput
                label={words.idle}
                value={condition['idle']}
                onChange={(iso) => put('idle', { idle: iso ?? 'PT5M' })}
              />
            )}
            {condition !== undefined && kind === 'load' && (
              <NumberInput
                size="xs"
                w={72}
                min={0}
                step={0.1}
                decimalScale={2}
                aria-label={words.load}
                value={(condition['load'] as { readonly below?: number } | undefined)?.below ?? 1.5}
                onChange={(below) => put('load', { load: { below: typeof below === 'number' ? below : 0 } })}
              />
            )}
            {condition !== undefined && kind === 'wifi' && (
              <TextInput
                size="xs"
                w={220}
                aria-label={words.wifi}
                placeholder={words.wifiPlaceholder}
                value={wordsOf(condition['wifi']).join(', ')}
                onChange={(event) =>
                  put('wifi', {
                    wifi: event.currentTarget.value.split(/,\s*/).filter((name, index) => name !== '' || index > 0),
                  })
                }
              />
            )}
            {condition !== undefined && kind === 'command' && (
              <TextInput
                size="xs"
                w={260}
                aria-label={words.command}
                placeholder="test -d /mnt/usb"
                classNames={{ input: styles['code'] ?? '' }}
                defaultValue={joinCommand(wordsOf(condition['command']))}
                onChange={(event) => put('command', { command: splitCommand(event.currentTarget.value).words })}
              />
            )}
          </div>
        );
      })}
      {problem !== undefined && (
        <p className="bad small" role="alert">
          {problem.message}
        </p>
      )}
      <div className={styles['inline']}>
        <span className="row">
          <span className="dim">{words.deadline}</span>
          <LengthInput
            label={words.deadline}
            value={document['deadline'] ?? 'PT24H'}
            error={problemOf(problems, 'deadline')?.message}
            onChange={(iso) => setField(['deadline'], iso === null || iso === 'PT24H' ? undefined : iso)}
          />
        </span>
      </div>
    </div>
  );
}
