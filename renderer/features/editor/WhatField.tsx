import { Button, SegmentedControl, Textarea, TextInput } from '@mantine/core';
import { IconFolder, IconPlayerPlay, IconTerminal2 } from '@tabler/icons-react';
import { useState } from 'react';
import type { Problem } from '../../../preload/contract.ts';
import { useAnswer } from '../../api/program.tsx';
import { texts } from '../../texts/texts.ts';
import { splitCommand } from './commandLine.ts';
import type { What } from './draft.ts';
import { problemOf } from './draft.ts';
import { Interpreters } from './Interpreters.tsx';
import { Surroundings } from './Surroundings.tsx';
import { TestRun } from './TestRun.tsx';
import type { Editing } from './useDraft.ts';
import styles from './editor.module.css';

const kinds: readonly What['kind'][] = ['command', 'shell', 'script'];

/** What to run: a command, a line for the shell, or a script. */
export function WhatField({ editing, problems }: { readonly editing: Editing; readonly problems: readonly Problem[] }) {
  const { what } = editing.draft;
  const [testing, setTesting] = useState(0);
  const [open, setOpen] = useState(false);
  const environment = useAnswer('readEnvironment', { again: false }).value;
  const unclosed = what.kind === 'command' ? splitCommand(what.text).open : null;
  const error = unclosed !== null ? texts.editor.openQuote(unclosed + 1) : problemOf(problems, 'run')?.message;
  const cwd = editing.document['cwd'];
  const minimal = editing.document['environment'] === 'minimal';
  const count = environment === undefined ? null : Object.keys(environment.variables).length;
  const common = {
    'aria-label': texts.editor.what,
    value: what.text,
    error,
    spellCheck: false,
    autoCapitalize: 'off',
    autoCorrect: 'off',
  } as const;
  const type = (text: string): void => editing.setWhat({ ...what, text });
  const test = (
    <Button
      size="sm"
      className={styles['test'] ?? ''}
      leftSection={<IconPlayerPlay size={14} stroke={1.6} />}
      disabled={what.text.trim() === ''}
      onClick={() => setTesting(testing + 1)}
    >
      {texts.editor.testRun}
    </Button>
  );
  return (
    <div className={styles['field']}>
      <div className={styles['label']}>
        <span aria-hidden="true">{texts.editor.what}</span>
        <span className="grow" />
        <SegmentedControl
          size="xs"
          aria-label={texts.editor.kind}
          data={kinds.map((kind) => ({ value: kind, label: texts.editor.kinds[kind] }))}
          value={what.kind}
          onChange={(kind) => editing.setWhat({ ...what, kind })}
        />
      </div>
      {what.kind === 'script' ? (
        <>
          <Textarea
            {...common}
            classNames={{ input: styles['code'] ?? '' }}
            autosize
            minRows={4}
            maxRows={16}
            onChange={(event) => type(event.currentTarget.value)}
          />
          <div className={styles['underScript']}>
            <TextInput
              size="xs"
              aria-label={texts.editor.interpreter}
              leftSection={<IconTerminal2 size={14} stroke={1.6} />}
              placeholder={texts.editor.interpreterPlaceholder}
              value={what.interpreter}
              onChange={(event) => editing.setWhat({ ...what, interpreter: event.currentTarget.value })}
            />
            {test}
          </div>
        </>
      ) : (
        <TextInput
          {...common}
          classNames={{ input: `${styles['code'] ?? ''} ${styles['big'] ?? ''}` }}
          placeholder={what.kind === 'command' ? texts.editor.commandPlaceholder : texts.editor.shellPlaceholder}
          rightSection={test}
          rightSectionWidth={104}
          onChange={(event) => type(event.currentTarget.value)}
        />
      )}
      <Interpreters editing={editing} />
      <div className={styles['around']}>
        <span>
          <IconFolder size={14} stroke={1.6} aria-hidden="true" />
          {typeof cwd === 'string' && cwd !== '' ? cwd : texts.editor.homeFolder}
        </span>
        <span>
          <IconTerminal2 size={14} stroke={1.6} aria-hidden="true" />
          {minimal ? texts.editor.minimalEnvironment : texts.editor.loginEnvironment(count)}
        </span>
        <Button size="sm" variant="transparent" aria-expanded={open} onClick={() => setOpen(!open)}>
          {texts.editor.change}
        </Button>
      </div>
      {open && <Surroundings editing={editing} problems={problems} />}
      {testing > 0 && <TestRun key={testing} document={editing.document} onClose={() => setTesting(0)} />}
    </div>
  );
}
