import type { Job } from '../../core/job.ts';
import type { Problem } from '../../core/problem.ts';
import type { SecretsAccess } from './deps.ts';

/** Warnings of the secrets that a job names and could not be given now: its runs would end before they start. */
export function lackingSecrets(
  job: Pick<Job, 'secrets' | 'secretFiles'>,
  secrets: Pick<SecretsAccess, 'list' | 'unavailable'>,
): readonly Problem[] {
  if (job.secrets.length === 0 && job.secretFiles.length === 0) return [];
  const known = new Map(secrets.list().map(({ name, problem }) => [name, problem]));
  return (['secrets', 'secretFiles'] as const).flatMap((key) =>
    job[key].flatMap((name, index) => {
      const problem = known.get(name);
      if (problem === null) return [];
      const field = `${key}[${String(index)}]`;
      if (problem !== undefined) return [{ code: 'secretClosed', field, message: problem }];
      const how = secrets.unavailable ?? `"wakeful secret set ${name}" or the settings give it one.`;
      return [{ code: 'secretWithoutValue', field, message: `The secret ${name} has no value yet. ${how}` }];
    }),
  );
}
