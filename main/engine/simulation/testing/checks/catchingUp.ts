/** What catching up may and must do in each absence (semantics §5.2, §5.3). */
import { dueLines, ms, shown, type CheckedJob, type Life, type Say } from '../life.ts';
import { absencesOf, NOTICED_WITHIN, type Stretch } from '../truth.ts';

const AWAY = new Set(['asleep', 'off', 'notRunning', 'clockChanged']);

export function checkCatchingUp(life: Life, job: CheckedJob, stretches: readonly Stretch[], say: Say): void {
  // The steps of a sequence are owed whatever the job's policy is for its own triggers.
  const mine = dueLines(life).filter((line) => line.job === job.id && line.trigger >= 0);
  for (const absence of absencesOf(stretches)) {
    const inside = mine.filter((line) => absence.from < ms(line.due) && ms(line.due) <= absence.to);
    const caught = inside.filter(({ fate, reason }) => fate === 'caughtUp' && AWAY.has(reason ?? ''));
    if ((job.policy === 'latest' || job.policy === 'earliest') && caught.length > 1) {
      say(`${String(caught.length)} runs for one absence of ${job.id}: ${caught.map(shown).join(' and ')}`);
    }
    if (job.policy === 'all' && caught.length > job.limit) {
      say(`${String(caught.length)} runs for one absence of ${job.id}, above its limit ${String(job.limit)}`);
    }
    if (job.policy === 'none' && caught.length > 0)
      say(`caught up although it never does: ${caught.map(shown).join()}`);
    for (const line of caught) {
      if (job.within !== null && absence.to - ms(line.due) > job.within + NOTICED_WITHIN)
        say(`caught up too late: ${shown(line)}`);
      const only = absence.states.size === 1;
      if (only && absence.states.has('asleep') && !job.afterSleep) say(`caught up after sleep: ${shown(line)}`);
      if (only && !absence.states.has('asleep') && !job.afterOff) say(`caught up after power-off: ${shown(line)}`);
    }
  }
  for (const line of mine) {
    const { reason } = line;
    if (reason !== 'asleep' && reason !== 'off' && reason !== 'notRunning') continue;
    // Sleep inside a time in which Wakeful did not run is not guessed: any state of that absence may name it.
    const slack = NOTICED_WITHIN + 1000;
    const absences = absencesOf(stretches).filter(
      ({ from, to }) => from - slack <= ms(line.due) && ms(line.due) <= to + slack,
    );
    if (!absences.some(({ states }) => states.has(reason))) {
      const states = absences.flatMap((absence) => [...absence.states]).join('/');
      say(`the computer was ${states === '' ? 'awake' : states}: ${shown(line)}`);
    }
  }
}
