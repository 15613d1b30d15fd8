import { Button, Kbd, Menu, TextInput } from '@mantine/core';
import { IconTemplate } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { Link } from 'wouter';
import type { JobView, Problem } from '../../../preload/contract.ts';
import { useAnswer, useApi } from '../../api/program.tsx';
import { Page } from '../../parts/Page.tsx';
import { Note } from '../../parts/States.tsx';
import { goTo } from '../../shell/address.ts';
import { modifier, useShortcuts } from '../../shell/shortcuts.ts';
import { tell } from '../../shell/tell.ts';
import { texts } from '../../texts/texts.ts';
import { Conflict } from './Conflict.tsx';
import { draftOf, problemOf } from './draft.ts';
import type { Opening } from './EditorPage.tsx';
import { Folds } from './Folds.tsx';
import { SidePanel } from './SidePanel.tsx';
import { templates } from './templates.ts';
import { forget, useDraft } from './useDraft.ts';
import { WhatField } from './WhatField.tsx';
import { WhenField } from './WhenField.tsx';
import styles from './editor.module.css';

interface EditorFormProps {
  readonly id: string | null;
  /** The job as it is now, followed while it is edited; null for a new one. */
  readonly newest: JobView | null;
  readonly opening: Opening;
  readonly onReload: (opening: Opening) => void;
}

/** Three fields, five closed rows, and beside them what would come of it. */
export function EditorForm({ id, newest, opening, onReload }: EditorFormProps) {
  const api = useApi();
  const [revision, setRevision] = useState(opening.revision);
  const editing = useDraft(id, opening.draft, revision, opening.fromKept);
  const { draft, document, report } = editing;
  const [tried, setTried] = useState(false);
  const [refusal, setRefusal] = useState<Problem | null>(null);
  const [saving, setSaving] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const readOnly = useAnswer('readState', {}).value?.readOnly ?? null;

  const problems = [...(report?.problems ?? []), ...(refusal === null ? [] : [refusal])];
  const shown = tried
    ? problems
    : problems.filter((problem) => problem.code !== 'missingKey' && !isUnwritten(problem, document));
  const conflict = newest !== null && revision !== null && newest.revision > revision;

  const leaving = useRef({ changed: false, saved: false });
  useEffect(() => {
    leaving.current.changed = editing.changed;
  });
  useEffect(() => {
    const at = leaving.current;
    return () => {
      if (at.changed && !at.saved) tell(texts.editor.draftKept);
    };
  }, []);

  const focusFirst = (): void => {
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
  };
  const save = async (): Promise<void> => {
    setTried(true);
    setRefusal(null);
    if (draft.whens.some((when) => when.trigger === null && (when.text ?? '') !== '')) {
      focusFirst();
      return;
    }
    setSaving(true);
    try {
      const answer = await api.saveJob({ id, document, revision });
      if (answer.ok) {
        leaving.current.saved = true;
        forget(id);
        tell(texts.editor.saved(String(document['name'])));
        goTo(`/jobs/${encodeURIComponent(answer.value.id)}`, { replace: id === null });
        return;
      }
      setRefusal(answer.error);
      focusFirst();
    } catch {
      tell(texts.wishes.noLine, 'bad');
    } finally {
      setSaving(false);
    }
  };
  useShortcuts({ 'mod+s': () => void save() });

  const back = id === null ? '/jobs' : `/jobs/${encodeURIComponent(id)}`;
  const general = refusal !== null && refusal.code !== 'changedElsewhere' && refusal.field === undefined;
  return (
    <Page
      title={id === null ? texts.editor.newJob : texts.editor.editing(newest?.row.name ?? id)}
      back={{ to: back, label: id === null ? texts.job.back : texts.editor.backToJob }}
      actions={id === null && <TemplateMenu />}
      footer={
        <footer className={styles['foot']}>
          <span className="faint small cut">{report?.sentences.join(' ') ?? ''}</span>
          <span className="grow" />
          <Button variant="subtle" component={Link} href={back}>
            {texts.editor.cancel}
          </Button>
          <Button
            variant="filled"
            loading={saving}
            disabled={readOnly !== null}
            rightSection={<Kbd className={styles['saveKey'] ?? ''}>{modifier}S</Kbd>}
            onClick={() => void save()}
          >
            {texts.editor.save}
          </Button>
        </footer>
      }
    >
      <form
        ref={form}
        className={styles['editor']}
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <div className={styles['fields']}>
          {opening.fromKept && !conflict && (
            <Note
              title={texts.editor.isDraft}
              acts={
                <Button
                  size="sm"
                  onClick={() => {
                    leaving.current.saved = true;
                    forget(id);
                    onReload({
                      draft: draftOf(newest?.document ?? { name: '' }),
                      revision: newest?.revision ?? null,
                      fromKept: false,
                    });
                  }}
                >
                  {texts.editor.throwAway}
                </Button>
              }
            >
              {texts.editor.isDraftText}
            </Note>
          )}
          {conflict && (
            <Conflict
              mine={document}
              theirs={newest}
              onKeepMine={() => {
                setRevision(newest.revision);
                setRefusal(null);
              }}
              onTakeTheirs={() => {
                leaving.current.saved = true;
                forget(id);
                onReload({ draft: draftOf(newest.document), revision: newest.revision, fromKept: false });
              }}
            />
          )}
          {general && (
            <Note kind="bad" title={texts.editor.notSaved} alert>
              {refusal.message}
            </Note>
          )}
          <TextInput
            label={texts.editor.name}
            classNames={{ input: styles['big'] ?? '' }}
            className={styles['field'] ?? ''}
            value={typeof draft.rest['name'] === 'string' ? draft.rest['name'] : ''}
            onChange={(event) => editing.setField(['name'], event.currentTarget.value)}
            error={problemOf(shown, 'name')?.message}
            data-autofocus=""
            autoFocus={id === null}
          />
          <WhatField editing={editing} problems={shown} />
          <WhenField editing={editing} problems={shown} tried={tried} />
          <Folds id={id} editing={editing} problems={shown} />
        </div>
        <SidePanel editing={editing} />
      </form>
    </Page>
  );
}

/** Whether a problem is of a field that nobody has filled in yet. */
function isUnwritten(problem: Problem, document: JobView['document']): boolean {
  if (problem.field === 'name') return document['name'] === '' || document['name'] === undefined;
  if (problem.field?.startsWith('run') !== true) return false;
  const run = document['run'] as {
    readonly command?: readonly string[];
    readonly shell?: string;
    readonly script?: string;
  };
  return run.command?.length === 0 || run.shell === '' || run.script === '';
}

function TemplateMenu() {
  return (
    <Menu>
      <Menu.Target>
        <Button variant="subtle" leftSection={<IconTemplate size={14} stroke={1.6} />}>
          {texts.editor.template}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {templates.map((template) => (
          <Menu.Item key={template.id} onClick={() => goTo(`/new?template=${template.id}`, { replace: true })}>
            {template.label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
