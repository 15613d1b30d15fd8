import { NumberInput, Select, Switch, TagsInput, Textarea, TextInput } from '@mantine/core';
import { useMemo } from 'react';
import type { Problem } from '../../../preload/contract.ts';
import { useAnswer } from '../../api/program.tsx';
import { texts } from '../../texts/texts.ts';
import { tagsOf } from '../jobs/filter.ts';
import { problemOf } from './draft.ts';
import { Limits } from './Limits.tsx';
import type { Editing } from './useDraft.ts';
import styles from './editor.module.css';

const words = texts.editor.advanced;
const MEBIBYTE = 1024 * 1024;

const zones: readonly string[] = typeof Intl.supportedValuesOf === 'function' ? Intl.supportedValuesOf('timeZone') : [];

/** Everything else a job can say; each with the default that holds where it says nothing. */
export function AdvancedFold({
  editing,
  problems,
}: {
  readonly editing: Editing;
  readonly problems: readonly Problem[];
}) {
  const { document, setField } = editing;
  const rows = useAnswer('listJobs', {}).value;
  const known = useMemo(() => [...tagsOf(rows ?? [])], [rows]);
  const kept = useAnswer('listSecrets', {}).value;
  const secrets = useMemo(() => kept?.secrets.map((secret) => secret.name) ?? [], [kept]);
  const strings = (name: string): string[] => {
    const value = document[name];
    return Array.isArray(value) ? value.map(String) : [];
  };
  const text = (name: string): string => {
    const value = document[name];
    return typeof value === 'string' ? value : '';
  };
  const number = (name: string, or: number): number => {
    const value = document[name];
    return typeof value === 'number' ? value : or;
  };
  const error = (name: string): string | undefined => problemOf(problems, name)?.message;
  /** What is surprising in one of the values of a list. */
  const warning = (name: string): string | undefined =>
    (editing.report?.warnings ?? [])
      .filter(({ field }) => field?.startsWith(`${name}[`) === true)
      .map(({ message }) => message)
      .join(' ') || undefined;
  const overlap = text('concurrency') || 'forbid';
  return (
    <div className={styles['advanced']} role="group" aria-label={texts.editor.folds.advanced}>
      <TagsInput
        label={words.tags}
        data={known}
        value={strings('tags')}
        error={error('tags')}
        onChange={(tags) => setField(['tags'], tags.length === 0 ? undefined : tags)}
      />
      <TextInput
        label={words.description}
        value={text('description')}
        onChange={(event) => setField(['description'], event.currentTarget.value || undefined)}
      />
      <Select
        label={words.overlap}
        data={(Object.keys(texts.editor.overlap) as (keyof typeof texts.editor.overlap)[]).map((value) => ({
          value,
          label: texts.editor.overlap[value],
        }))}
        value={overlap}
        error={error('concurrency')}
        onChange={(value) => setField(['concurrency'], value === 'forbid' ? undefined : value)}
      />
      {overlap === 'queue' && (
        <NumberInput
          label={words.queueLimit}
          min={1}
          value={number('queueLimit', 1)}
          onChange={(value) => setField(['queueLimit'], value === 1 ? undefined : value)}
        />
      )}
      {overlap === 'allow' && (
        <NumberInput
          label={words.max}
          min={1}
          value={number('max', 5)}
          onChange={(value) => setField(['max'], value === 5 ? undefined : value)}
        />
      )}
      <Select
        label={words.zone}
        searchable
        data={[{ value: 'local', label: words.localZone }, ...zones.map((zone) => ({ value: zone, label: zone }))]}
        value={text('zone') || 'local'}
        error={error('zone')}
        onChange={(value) => setField(['zone'], value === 'local' ? undefined : value)}
      />
      <TextInput
        label={words.exitCodes}
        placeholder="0"
        defaultValue={strings('successExitCodes').join(', ')}
        error={error('successExitCodes')}
        onChange={(event) => {
          const codes = event.currentTarget.value
            .split(/[\s,]+/)
            .filter((code) => code !== '')
            .map(Number);
          setField(['successExitCodes'], codes.length === 0 ? undefined : codes);
        }}
      />
      <NumberInput
        label={words.outputLimit}
        min={0}
        decimalScale={2}
        value={number('outputLimit', 10 * MEBIBYTE) / MEBIBYTE}
        error={error('outputLimit')}
        onChange={(value) =>
          setField(
            ['outputLimit'],
            typeof value !== 'number' || value === 10 ? undefined : Math.round(value * MEBIBYTE),
          )
        }
      />
      <NumberInput
        label={words.priority}
        value={number('priority', 0)}
        error={error('priority')}
        onChange={(value) => setField(['priority'], value === 0 ? undefined : value)}
      />
      <TextInput
        label={words.artifacts}
        placeholder="data/one.parquet, data/two.parquet"
        defaultValue={strings('artifacts').join(', ')}
        onChange={(event) => {
          const files = event.currentTarget.value.split(/\s*,\s*/).filter((file) => file !== '');
          setField(['artifacts'], files.length === 0 ? undefined : files);
        }}
      />
      <Limits editing={editing} problems={problems} />
      {(['secrets', 'secretFiles'] as const).map((name) => (
        <TagsInput
          key={name}
          label={words[name]}
          placeholder={strings(name).length === 0 ? 'API_KEY' : ''}
          data={secrets}
          value={strings(name)}
          error={error(name)}
          description={warning(name)}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          classNames={{ description: 'warn' }}
          onChange={(names) => setField([name], names.length === 0 ? undefined : names)}
        />
      ))}
      <Textarea
        label={words.stdin}
        className={styles['wide'] ?? ''}
        classNames={{ input: styles['code'] ?? '' }}
        autosize
        minRows={2}
        value={text('stdin')}
        onChange={(event) => setField(['stdin'], event.currentTarget.value || undefined)}
      />
      {(['keepAwake', 'leaveChildren'] as const).map((name) => (
        <Switch
          key={name}
          label={words[name]}
          checked={document[name] === true}
          onChange={(event) => setField([name], event.currentTarget.checked ? true : undefined)}
        />
      ))}
    </div>
  );
}
