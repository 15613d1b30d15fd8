import type { IncidentView } from '../../../preload/contract.ts';
import { durationText } from '../../core/words/durations.ts';
import { failuresText } from '../../core/words/tell.ts';
import { elapsed } from '../../core/time/instant.ts';
import type { Incident } from '../ledger.ts';
import type { JobHistory } from './jobHistory.ts';
import { nameOf, type Reading } from './reading.ts';

/** An incident as every page shows it: what, since when, the last line of the last run's output. */
export function incidentView(incident: Incident, history: JobHistory, reading: Reading): IncidentView {
  const { id, job, kind, opened, closed, failures, lastRun } = incident;
  return {
    id,
    job,
    name: nameOf(reading)(job),
    kind,
    opened,
    closed,
    failures,
    run: lastRun,
    text: incidentText(incident, history, reading),
    lastLine: lastRun === null ? null : (reading.output.tail(lastRun, 1)[0] ?? null),
  };
}

function incidentText(incident: Incident, history: JobHistory, reading: Reading): string {
  const { kind, job, failures, lastRun, opened, closed } = incident;
  switch (kind) {
    case 'failing':
      return failuresText(failures, history.run(lastRun));
    case 'missed':
      return failures === 1 ? 'Did not run' : `Did not run ${String(failures)} times in a row`;
    case 'stillRunning':
      return closed === null
        ? `Still running, for ${durationText(elapsed(opened, reading.clock.now()))} longer than it should`
        : `Ran ${durationText(elapsed(opened, closed))} longer than it should`;
    case 'gaveUp':
      return reading.scheduler.job(job)?.job.triggers.some(({ type }) => type === 'keepAlive') === true
        ? 'Ended too often, and is not started again'
        : `Was disabled after ${String(failures)} failures in a row`;
    case 'overLimit':
      return 'Used more than it should';
  }
}
