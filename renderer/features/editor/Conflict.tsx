import { Button } from '@mantine/core';
import type { JobDocument, JobView } from '../../../preload/contract.ts';
import { Note } from '../../parts/States.tsx';
import { texts } from '../../texts/texts.ts';
import { differences } from './draft.ts';
import styles from './editor.module.css';

/** The job was changed elsewhere meanwhile: shows both, and a person chooses. */
export function Conflict({
  mine,
  theirs,
  onKeepMine,
  onTakeTheirs,
}: {
  readonly mine: JobDocument;
  readonly theirs: JobView;
  readonly onKeepMine: () => void;
  readonly onTakeTheirs: () => void;
}) {
  const different = differences(mine, theirs.document).filter((pair) => pair.field !== 'id');
  return (
    <Note
      kind="warn"
      alert
      title={texts.editor.conflict}
      acts={
        <>
          <Button size="sm" onClick={onKeepMine}>
            {texts.editor.keepMine}
          </Button>
          <Button size="sm" onClick={onTakeTheirs}>
            {texts.editor.takeTheirs}
          </Button>
        </>
      }
    >
      {texts.editor.conflictText}
      {different.length > 0 && (
        <table className={styles['both']}>
          <thead>
            <tr>
              <th scope="col">{texts.editor.field}</th>
              <th scope="col">{texts.editor.mine}</th>
              <th scope="col">{texts.editor.theirs}</th>
            </tr>
          </thead>
          <tbody>
            {different.map((pair) => (
              <tr key={pair.field}>
                <th scope="row">{pair.field}</th>
                <td className="mono">{pair.mine}</td>
                <td className="mono">{pair.theirs}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Note>
  );
}
