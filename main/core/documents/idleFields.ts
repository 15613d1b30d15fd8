import type { Job } from '../job.ts';
import type { Findings } from './findings.ts';
import { defaultCatchUp, defaultDeadline, defaultRetry } from './readPolicies.ts';

/**
 * Warns of what a job says in vain: fields that differ from their default and count only together with another (warning `idleField`), and
 * a variable that a secret replaces. Nothing of it prevents saving.
 */
export function warnOfIdleFields(job: Job, findings: Findings): void {
  const idle = (field: string, needed: string): void =>
    findings.warn('idleField', field, `"${field}" has no effect here: it counts only with ${needed}.`);

  if (job.queueLimit !== 1 && job.concurrency !== 'queue') idle('queueLimit', '"concurrency":"queue"');
  if (job.max !== 5 && job.concurrency !== 'allow') idle('max', '"concurrency":"allow"');
  if (job.catchUp.limit !== defaultCatchUp.limit && job.catchUp.runs !== 'all') idle('catchUp.limit', '"runs":"all"');
  if (job.catchUp.within !== null && job.catchUp.runs === 'none') idle('catchUp.within', 'catching up');
  if (job.deadline !== defaultDeadline && job.conditions.length === 0) idle('deadline', 'a condition');
  if (job.anyUpstream && job.conditions.filter(({ kind }) => kind === 'job').length < 2) {
    idle('any', 'several conditions on other jobs');
  }
  if (job.retry.limit === 0) {
    const { delay, factor, onExitCodes } = job.retry;
    if (delay !== defaultRetry.delay || factor !== defaultRetry.factor || onExitCodes !== null) {
      idle('retry', 'a "limit" of 1 or more');
    }
  }
  if (job.notify.afterFailures !== 1 && !job.notify.failure) idle('notify.afterFailures', '"failure":true');
  const { attempt, total } = job.timeout;
  if (attempt !== null && total !== null && attempt > total) {
    findings.warn('idleField', 'timeout.attempt', '"timeout.attempt" has no effect here: "total" is over before it.');
  }
  for (const secret of job.secrets) {
    if (!Object.hasOwn(job.env, secret)) continue;
    findings.warn(
      'replacedVariable',
      `env.${secret}`,
      `"${secret}" is a secret of this job as well; the secret counts.`,
    );
  }
}
