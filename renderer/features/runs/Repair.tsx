import { Button } from '@mantine/core';
import { Link } from 'wouter';
import type { JobView } from '../../../preload/contract.ts';
import { useAnswer, useApi } from '../../api/program.tsx';
import { Note } from '../../parts/States.tsx';
import { useWishes } from '../../shell/wishes.tsx';
import { texts } from '../../texts/texts.ts';
import { documentOf, draftOf } from '../editor/draft.ts';
import { withOffer } from '../editor/interpreterOffers.ts';
import styles from './job.module.css';

/** The newest run could not start: what was not found, and what the job's folder offers instead, in one click. */
export function Repair({ view }: { readonly view: JobView }) {
  const last = view.row.lastRun;
  if (last?.outcome !== 'couldNotStart') return null;
  return <NotStarted view={view} run={last.run} />;
}

function NotStarted({ view, run }: { readonly view: JobView; readonly run: string }) {
  const api = useApi();
  const { granted } = useWishes();
  const read = useAnswer('readRun', { run }).value;
  const { document, revision, row } = view;
  const cwd = document['cwd'];
  const offers =
    useAnswer('offerInterpreters', {
      cwd: typeof cwd === 'string' ? cwd : null,
      environment: document['environment'] === 'minimal' ? 'minimal' : 'login',
    }).value ?? [];
  const draft = draftOf(document);
  const repairs = offers.flatMap((offer) => {
    const what = offer.problem === null ? withOffer(draft.what, offer) : null;
    return what === null ? [] : [{ text: offer.text, document: documentOf({ ...draft, what }) }];
  });
  if (read === undefined) return null;
  return (
    <div className={styles['banner']}>
      <Note
        kind="bad"
        title={texts.job.couldNotStart}
        acts={
          <>
            {repairs.slice(0, 2).map((repair) => (
              <Button
                key={repair.text}
                size="sm"
                onClick={() => void granted(api.saveJob({ id: row.id, document: repair.document, revision }))}
              >
                {texts.job.repair(repair.text)}
              </Button>
            ))}
            <Button size="sm" variant="subtle" component={Link} href={`/jobs/${encodeURIComponent(row.id)}/edit`}>
              {texts.jobs.edit}
            </Button>
          </>
        }
      >
        {read.message ?? read.text}
      </Note>
    </div>
  );
}
