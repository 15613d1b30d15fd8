import type { Job, JobDocument } from '../job.ts';
import { isRebootCron } from '../triggers/cron.ts';
import { savedTrigger } from '../triggers/registry.ts';
import { isObject } from './reader.ts';

/**
 * What is saved of a document that was read as `job` without errors: as it was written, with its id, with cron's `@reboot` as the trigger
 * it means, and with what was drawn at random for its triggers, so that reading it again gives the same job.
 */
export function keptDocument(document: unknown, job: Job): JobDocument {
  if (!isObject(document)) throw new Error('Only a document that was read can be kept.');
  const { id: _id, ...rest } = document;
  const triggers: unknown = document['triggers'];
  const kept: JobDocument = { id: job.id, ...rest, name: job.name, run: document['run'] };
  if (!Array.isArray(triggers)) return kept;
  return {
    ...kept,
    triggers: triggers.map((json: unknown, index) => {
      if (isRebootCron(json)) return { type: 'start', once: 'perBoot' };
      const trigger = job.triggers[index];
      return isObject(json) && trigger !== undefined ? savedTrigger(json, trigger) : json;
    }),
  };
}
