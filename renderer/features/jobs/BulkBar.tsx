import { Button } from '@mantine/core';
import type { JobRow } from '../../../preload/contract.ts';
import { PauseMenu } from '../../parts/PauseMenu.tsx';
import { useWishes } from '../../shell/wishes.tsx';
import { texts } from '../../texts/texts.ts';
import styles from './jobs.module.css';

/** What can be done with all selected jobs at once. */
export function BulkBar({
  rows,
  selection,
  onSelection,
}: {
  readonly rows: readonly JobRow[];
  readonly selection: ReadonlySet<string>;
  readonly onSelection: (ids: ReadonlySet<string>) => void;
}) {
  const wishes = useWishes();
  const chosen = rows.filter((row) => selection.has(row.id));
  const each = (act: (row: JobRow) => Promise<unknown>) => () => {
    for (const row of chosen) void act(row);
  };
  return (
    <footer className={styles['bulk']} role="group" aria-label={texts.jobs.bulk}>
      <span className="medium">{texts.jobs.selected(chosen.length)}</span>
      <span className="grow" />
      <Button size="sm" onClick={each((row) => wishes.runNow(row.id, row.name))}>
        {texts.jobs.runNow}
      </Button>
      <PauseMenu position="bottom-start" onPause={(until) => each((row) => wishes.pause(row.id, until))()}>
        <Button size="sm">{texts.pause.title}</Button>
      </PauseMenu>
      <Button size="sm" onClick={each((row) => wishes.unpause(row.id))}>
        {texts.shell.unpause}
      </Button>
      <Button size="sm" onClick={each((row) => wishes.setEnabled(row.id, true))}>
        {texts.jobs.enable}
      </Button>
      <Button size="sm" onClick={each((row) => wishes.setEnabled(row.id, false))}>
        {texts.jobs.disable}
      </Button>
      <Button
        size="sm"
        data-danger=""
        onClick={() => {
          each((row) => wishes.remove(row.id, row.name))();
          onSelection(new Set());
        }}
      >
        {texts.jobs.removeMany(chosen.length)}
      </Button>
      <Button size="sm" variant="subtle" onClick={() => onSelection(new Set())}>
        {texts.jobs.clearSelection}
      </Button>
    </footer>
  );
}
