/**
 * Checks what `simulate` printed against the invariants of semantics §10 and the rules that hold in every world. Shares no code with the
 * engine: due moments come from `oracles`, what the machine did from `truth.ts`, the rest from the printed lines.
 */
import { checkCatchingUp } from './checks/catchingUp.ts';
import { checkCoverage } from './checks/coverage.ts';
import { checkFates } from './checks/fates.ts';
import { checkKept } from './checks/kept.ts';
import { checkEras, checkMachine } from './checks/machine.ts';
import { checkOutcomes } from './checks/outcomes.ts';
import { checkPeriods } from './checks/periods.ts';
import { checkProcesses } from './checks/processes.ts';
import { checkBlackouts, checkQueue } from './checks/rules.ts';
import { checkRuns } from './checks/runs.ts';
import { checkFreshness } from './checks/upstreams.ts';
import { hasSteps, type Life } from './life.ts';
import { erasOf, stretchesOf } from './truth.ts';

/** Everything that is wrong with a life; empty where nothing is. Null: the world is at an edge at which either answer is right. */
export function violationsOf(life: Life): string[] | null {
  const stretches = stretchesOf(life.timeline, life.stopped);
  const eras = erasOf(life.timeline, stretches);
  if (eras === null) return null;
  const stepped = hasSteps(life);
  const found: string[] = [];
  const say = (what: string): void => void found.push(what);
  checkFates(life, say);
  checkRuns(life, stretches, say);
  checkEras(life, eras, say);
  for (const job of life.jobs) {
    job.triggers.forEach((trigger, index) => checkCoverage(life, job, trigger, index, eras, stretches, say));
    checkOutcomes(life, job, stretches, say);
    checkBlackouts(life, job, stretches, say);
    checkQueue(life, job, say);
    if (stepped) continue;
    checkCatchingUp(life, job, stretches, say);
    checkPeriods(life, job, eras, stretches, say);
    checkFreshness(life, job, say);
    checkKept(life, job, stretches, say);
  }
  checkProcesses(life, stretches, say);
  checkMachine(life, stretches, stepped, say);
  return found;
}
