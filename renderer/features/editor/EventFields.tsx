import { Select, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Problem } from '../../../preload/contract.ts';
import { LengthInput } from '../../parts/LengthInput.tsx';
import { texts } from '../../texts/texts.ts';
import { JobSelect } from './JobSelect.tsx';
import styles from './editor.module.css';

type Json = Readonly<Record<string, unknown>>;

interface FieldsProps {
  readonly trigger: Json;
  readonly problem: Problem | undefined;
  readonly onChange: (trigger: Json) => void;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const words = texts.editor.eventFields;

/** The fields of a trigger by its type; none where it has none to change. */
export function EventFields({ trigger, problem, onChange }: FieldsProps) {
  const set = (name: string, value: unknown): void => {
    const { [name]: _before, ...rest } = trigger;
    onChange(value === undefined || value === null ? rest : { ...rest, [name]: value });
  };
  const length = (name: string, label: string, placeholder: string): ReactNode => (
    <LengthInput
      visibleLabel
      label={label}
      value={trigger[name]}
      placeholder={placeholder}
      onChange={(iso) => set(name, iso)}
    />
  );
  const invalid = problem === undefined ? {} : { 'aria-invalid': true as const };
  switch (trigger['type']) {
    case 'watch':
      return (
        <div className={styles['eventFields']}>
          <TextInput
            {...invalid}
            label={words.paths}
            placeholder={words.pathsPlaceholder}
            className={styles['wide'] ?? ''}
            value={Array.isArray(trigger['paths']) ? trigger['paths'].join(', ') : ''}
            onChange={(event) =>
              set(
                'paths',
                event.currentTarget.value.split(/\s*,\s*/).filter((path, index) => path !== '' || index > 0),
              )
            }
          />
          {length('settle', words.settle, '1 s')}
        </div>
      );
    case 'queue':
      return (
        <div className={styles['eventFields']}>
          <TextInput
            {...invalid}
            label={words.directory}
            className={styles['wide'] ?? ''}
            value={text(trigger['directory'])}
            onChange={(event) => set('directory', event.currentTarget.value)}
          />
          {length('throttle', words.throttle, '10 s')}
        </div>
      );
    case 'after':
      return <AfterFields trigger={trigger} set={set} length={length} />;
    case 'keepAlive':
      return (
        <div className={styles['eventFields']}>
          <Select
            label={words.keepWhen}
            data={[
              { value: 'always', label: words.always },
              { value: 'afterFailure', label: words.afterFailure },
              { value: 'afterSuccess', label: words.afterSuccess },
            ]}
            value={text(trigger['when']) || 'always'}
            onChange={(value) => set('when', value === 'always' ? undefined : value)}
          />
          {length('throttle', words.throttle, '10 s')}
        </div>
      );
    case 'idle':
      return <div className={styles['eventFields']}>{length('for', words.idleFor, '10 min')}</div>;
    case 'resume':
      return <div className={styles['eventFields']}>{length('after', words.resumeAfter, '0 s')}</div>;
    case 'start':
      return (
        <div className={styles['eventFields']}>
          <Select
            label={words.which}
            data={[
              { value: '', label: words.everyStart },
              { value: 'perBoot', label: words.perBoot },
              { value: 'perLogin', label: words.perLogin },
            ]}
            value={text(trigger['once'])}
            onChange={(value) => set('once', value === '' ? undefined : value)}
          />
        </div>
      );
    case 'network':
    case 'power':
    case 'unlock':
    case 'mount':
      return null;
    default:
      return <pre className={styles['asSaved']}>{JSON.stringify(trigger)}</pre>;
  }
}

function AfterFields({
  trigger,
  set,
  length,
}: {
  readonly trigger: Json;
  readonly set: (name: string, value: unknown) => void;
  readonly length: (name: string, label: string, placeholder: string) => ReactNode;
}) {
  const on = Array.isArray(trigger['on']) ? trigger['on'].join(', ') : text(trigger['on']) || 'success';
  return (
    <div className={styles['eventFields']}>
      <JobSelect label={words.upstream} value={text(trigger['job'])} onChange={(job) => set('job', job)} />
      <Select
        label={words.on}
        data={[
          { value: 'success', label: words.success },
          { value: 'failure', label: words.failure },
          { value: 'any', label: words.any },
          ...(Array.isArray(trigger['on']) ? [{ value: on, label: words.codes(on) }] : []),
        ]}
        value={on}
        onChange={(value) => set('on', Array.isArray(trigger['on']) && value === on ? trigger['on'] : value)}
      />
      {length('delay', words.delay, '0 s')}
      <TextInput
        label={words.if}
        placeholder="outputs.rows > 0"
        classNames={{ input: styles['code'] ?? '' }}
        className={styles['wide'] ?? ''}
        value={text(trigger['if'])}
        onChange={(event) => set('if', event.currentTarget.value === '' ? undefined : event.currentTarget.value)}
      />
    </div>
  );
}
