import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import type { DraftReport, JobDocument } from '../../../preload/contract.ts';
import { useApi } from '../../api/program.tsx';
import type { Draft, What, When } from './draft.ts';
import { documentOf, withField } from './draft.ts';
import { dropDraft, keepDraft } from './keptDraft.ts';

/** Due moments shown beside the form. */
const NEXT = 5;

/** A draft, what the program says of it, and the means to change it. */
export interface Editing {
  readonly draft: Draft;
  readonly document: JobDocument;
  readonly report: DraftReport | null;
  readonly changed: boolean;
  readonly setField: (path: readonly string[], value: unknown) => void;
  readonly setWhat: (what: What) => void;
  readonly setWhens: (change: (whens: readonly When[]) => readonly When[]) => void;
}

/** Edits a draft: keeps it on this computer while it differs from what it began with, and has it checked as it is typed. */
export function useDraft(id: string | null, first: Draft, revision: number | null, alreadyChanged: boolean): Editing {
  const api = useApi();
  const [draft, setDraft] = useState(first);
  const [report, setReport] = useState<DraftReport | null>(null);
  const document = useMemo(() => documentOf(draft), [draft]);
  const [initial] = useState(() => JSON.stringify([documentOf(first), first.whens.map((when) => when.text)]));
  const changed = alreadyChanged || JSON.stringify([document, draft.whens.map((when) => when.text)]) !== initial;

  useEffect(() => {
    if (!changed) return;
    const texts = draft.whens.flatMap((when) =>
      when.trigger === null && when.text !== null && when.text !== '' ? [when.text] : [],
    );
    keepDraft(id, { document, texts, revision });
  }, [changed, document, draft.whens, id, revision]);

  const asked = useDeferredValue(document);
  const round = useRef(0);
  useEffect(() => {
    const mine = (round.current += 1);
    api.checkDraft({ id, document: asked, count: NEXT }).then(
      (answer) => {
        // An answer that was overtaken says nothing about what is typed now.
        if (answer.ok && mine === round.current) setReport(answer.value);
      },
      () => undefined,
    );
  }, [api, asked, id]);

  return {
    draft,
    document,
    report,
    changed,
    setField: (path, value) => setDraft((before) => ({ ...before, rest: withField(before.rest, path, value) })),
    setWhat: (what) => setDraft((before) => ({ ...before, what })),
    setWhens: (change) => setDraft((before) => ({ ...before, whens: change(before.whens) })),
  };
}

/** Ends the keeping of a draft: it was saved or given up. */
export const forget = dropDraft;
