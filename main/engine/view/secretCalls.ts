import { answer, answerOf, nothing, refuse } from './answers.ts';
import type { CallContext, Handlers } from './calls.ts';

/** Calls about secrets, and what is sent with them: names only; a value goes in and never comes out. */
export function secretCalls({
  deps,
  reading,
  pushes,
}: CallContext): Handlers<'listSecrets' | 'setSecret' | 'deleteSecret' | 'tryWebhook'> {
  const { secrets } = deps;
  const usersOf = (name: string): readonly string[] =>
    reading.scheduler
      .jobs()
      .filter(({ job }) => job.secrets.includes(name) || job.secretFiles.includes(name))
      .map(({ job }) => job.id);
  const changed = (): void => {
    pushes.send({ kind: 'settings' });
    pushes.send({ kind: 'state' });
  };
  return {
    listSecrets: () => {
      const list = secrets.list();
      const known = new Set(list.map(({ name }) => name));
      const asked = new Set(reading.scheduler.jobs().flatMap(({ job }) => [...job.secrets, ...job.secretFiles]));
      return answer({
        unavailable: secrets.unavailable,
        secrets: list.map((one) => ({ ...one, jobs: usersOf(one.name) })),
        missing: [...asked]
          .filter((name) => !known.has(name))
          .sort()
          .map((name) => ({ name, jobs: usersOf(name) })),
      });
    },
    setSecret: ({ name, value }) => {
      const set = secrets.set(name, value);
      if (set.ok) changed();
      return answerOf(set, () => nothing);
    },
    tryWebhook: async ({ webhook, webhookSecret }) => answer(await deps.tryWebhook(webhook, webhookSecret)),
    deleteSecret: ({ name }) => {
      if (!secrets.remove(name)) return refuse('unknownSecret', `There is no secret "${name}".`);
      changed();
      return answer(nothing);
    },
  };
}
