import { Select, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Problem } from '../../../preload/contract.ts';
import { texts } from '../../texts/texts.ts';
import { problemOf } from './draft.ts';
import type { Editing } from './useDraft.ts';
import styles from './editor.module.css';

const asText = (value: unknown): string => (typeof value === 'string' ? value : '');

/** `NAME=value` lines as the object that is saved. Lines without `=` are not variables yet. */
function readVariables(text: string): Record<string, string> | undefined {
  const pairs = text
    .split('\n')
    .map((line) => /^\s*([^=\s]+)=(.*)$/.exec(line))
    .flatMap((match) => (match?.[1] === undefined ? [] : [[match[1], match[2] ?? ''] as const]));
  return pairs.length === 0 ? undefined : Object.fromEntries(pairs);
}

const showVariables = (value: unknown): string =>
  typeof value === 'object' && value !== null
    ? Object.entries(value)
        .map(([name, text]) => `${name}=${String(text)}`)
        .join('\n')
    : '';

/** Folder and environment of the run. */
export function Surroundings({
  editing,
  problems,
}: {
  readonly editing: Editing;
  readonly problems: readonly Problem[];
}) {
  const { document, setField } = editing;
  const [variables, setVariables] = useState(() => showVariables(document['env']));
  return (
    <div className={styles['surroundings']}>
      <TextInput
        label={texts.editor.folder}
        placeholder={texts.editor.folderPlaceholder}
        value={asText(document['cwd'])}
        error={problemOf(problems, 'cwd')?.message}
        onChange={(event) =>
          setField(['cwd'], event.currentTarget.value === '' ? undefined : event.currentTarget.value)
        }
      />
      <Select
        label={texts.editor.environment}
        data={[
          { value: 'login', label: texts.editor.environments.login },
          { value: 'minimal', label: texts.editor.environments.minimal },
        ]}
        value={document['environment'] === 'minimal' ? 'minimal' : 'login'}
        onChange={(value) => setField(['environment'], value === 'minimal' ? 'minimal' : undefined)}
      />
      <Textarea
        label={texts.editor.variables}
        classNames={{ input: styles['code'] ?? '' }}
        placeholder={texts.editor.variablesPlaceholder}
        autosize
        minRows={2}
        value={variables}
        error={problemOf(problems, 'env')?.message}
        onChange={(event) => {
          setVariables(event.currentTarget.value);
          setField(['env'], readVariables(event.currentTarget.value));
        }}
      />
    </div>
  );
}
