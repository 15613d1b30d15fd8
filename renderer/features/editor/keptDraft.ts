import type { JobDocument } from '../../../preload/contract.ts';

const key = (id: string | null): string => `wakeful.draft.${id ?? ''}`;

/** What was typed and not saved, kept on this computer until it is saved or thrown away. */
export interface Kept {
  readonly document: JobDocument;
  /** Texts of When boxes that are not understood yet: they are in no document. */
  readonly texts: readonly string[];
  readonly revision: number | null;
}

/** The draft of a job that was left, or null. A draft that cannot be read counts as none. */
export function keptDraft(id: string | null): Kept | null {
  const text = localStorage.getItem(key(id));
  if (text === null) return null;
  try {
    const kept = JSON.parse(text) as Partial<Kept>;
    if (typeof kept.document !== 'object') return null;
    return { document: kept.document, texts: kept.texts ?? [], revision: kept.revision ?? null };
  } catch {
    return null;
  }
}

/** Keeps a draft. */
export const keepDraft = (id: string | null, kept: Kept): void => localStorage.setItem(key(id), JSON.stringify(kept));

/** Throws a draft away. */
export const dropDraft = (id: string | null): void => localStorage.removeItem(key(id));
