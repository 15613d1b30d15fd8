import { Button } from '@mantine/core';
import { useAnswer } from '../../api/program.tsx';
import { texts } from '../../texts/texts.ts';
import { withOffer } from './interpreterOffers.ts';
import type { Editing } from './useDraft.ts';
import styles from './editor.module.css';

/** What the folder offers in place of what is written: the interpreter of its virtual environment, its scripts. */
export function Interpreters({ editing }: { readonly editing: Editing }) {
  const { document, draft } = editing;
  const cwd = document['cwd'];
  const offers = useAnswer('offerInterpreters', {
    cwd: typeof cwd === 'string' && cwd !== '' ? cwd : null,
    environment: document['environment'] === 'minimal' ? 'minimal' : 'login',
  }).value;
  const fitting = (offers ?? []).flatMap((offer) => {
    const what = withOffer(draft.what, offer);
    return what === null ? [] : [{ offer, what }];
  });
  if (fitting.length === 0) return null;
  return (
    <ul className={styles['offers']} aria-label={texts.editor.interpreters}>
      {fitting.slice(0, 4).map(({ offer, what }) => (
        <li key={offer.command.join(' ')}>
          <Button size="sm" disabled={offer.problem !== null} onClick={() => editing.setWhat(what)}>
            {texts.editor.useInterpreter(offer.text)}
          </Button>
          <span className="faint small">{offer.problem ?? texts.editor.foundIn(offer.found)}</span>
        </li>
      ))}
    </ul>
  );
}
