import { useState } from 'react';
import type { JobView } from '../../../preload/contract.ts';
import { useAnswer } from '../../api/program.tsx';
import { Page } from '../../parts/Page.tsx';
import { Answered } from '../../parts/States.tsx';
import { useQuery } from '../../shell/address.ts';
import { texts } from '../../texts/texts.ts';
import type { Draft } from './draft.ts';
import { draftOf, whenOf } from './draft.ts';
import { EditorForm } from './EditorForm.tsx';
import { keptDraft } from './keptDraft.ts';
import { templates } from './templates.ts';

/** A new job, or one that is changed. */
export function EditorPage({ id }: { readonly id: string | null }) {
  return id === null ? <NewJob /> : <ExistingJob id={id} />;
}

function NewJob() {
  const query = useQuery();
  const name = query.get('template');
  const template = templates.find((one) => one.id === name);
  return (
    <Opened
      key={name ?? ''}
      id={null}
      view={null}
      {...(template === undefined ? {} : { template: template.document })}
    />
  );
}

function ExistingJob({ id }: { readonly id: string }) {
  const known = useAnswer('readJob', { job: id });
  if (known.value === undefined) {
    return (
      <Page title={texts.editor.editJob} back={{ to: '/jobs', label: texts.job.back }}>
        <Answered known={known}>{() => null}</Answered>
      </Page>
    );
  }
  return <Opened id={id} view={known.value} />;
}

interface Opening {
  readonly draft: Draft;
  readonly revision: number | null;
  readonly fromKept: boolean;
}

function open(id: string | null, view: JobView | null, template: JobView['document'] | undefined): Opening {
  const kept = template === undefined ? keptDraft(id) : null;
  if (kept === null) {
    return {
      draft: draftOf(view?.document ?? template ?? { name: '' }),
      revision: view?.revision ?? null,
      fromKept: false,
    };
  }
  const draft = draftOf(kept.document);
  const filled = draft.whens.filter((when) => when.trigger !== null);
  const typed = kept.texts.map((text) => whenOf(null, text));
  const whens = [...filled, ...typed];
  return {
    draft: { ...draft, whens: whens.length > 0 ? whens : draft.whens },
    revision: kept.revision,
    fromKept: true,
  };
}

function Opened({
  id,
  view,
  template,
}: {
  readonly id: string | null;
  readonly view: JobView | null;
  readonly template?: JobView['document'];
}) {
  const [opening, setOpening] = useState(() => open(id, view, template));
  const [round, setRound] = useState(0);
  return (
    <EditorForm
      key={round}
      id={id}
      newest={view}
      opening={opening}
      onReload={(next) => {
        setOpening(next);
        setRound(round + 1);
      }}
    />
  );
}

/** What the form begins with. */
export type { Opening };
