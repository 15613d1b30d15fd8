import { type Answer, type CallName, callNames, type Input, type Output } from '../../../preload/contract.ts';
import { schemas } from '../../../preload/schemas.ts';
import { nearestWords } from '../../core/nearest.ts';
import { AbsenceSeen } from './absenceSeen.ts';
import { type Answering, handlersOf } from './calls.ts';
import type { ProgramDeps } from './deps.ts';
import { JobHistory, MOST_REMEMBERED } from './jobHistory.ts';
import type { Program } from './program.ts';
import { Pushes, pushesOf } from './pushes.ts';
import type { Reading } from './reading.ts';
import { refuse } from './answers.ts';

/** A program that can be ended: its subscriptions go with it. */
export interface RunningProgram extends Program {
  /**
   * Reads ahead what the list of jobs will ask of the past of one more job; false where nothing is left to read. Called in idle moments after
   * the start, so that the first list of a thousand jobs is there at once.
   */
  readAhead(): boolean;
  dispose(): void;
}

/** Carries out every call of the contract over the engine; the same in every shell. */
export function createProgram(deps: ProgramDeps): RunningProgram {
  const { scheduler, ledger, output, clock, unreadable, locale, onDefect } = deps;
  const reading: Reading = {
    scheduler,
    ledger,
    output,
    clock,
    unreadable,
    absenceSeen: new AbsenceSeen(ledger),
    locale,
  };
  const history = new JobHistory(reading);
  const pushes: Pushes = new Pushes(
    (error) => {
      onDefect('push', error);
    },
    () =>
      deps.outputNews.onGrowth((run, size, end) => {
        pushes.send({ kind: 'output', run, size, end });
      }),
  );
  const subscription = scheduler.onChange((change) => {
    history.forget([...change.jobs]);
    for (const push of pushesOf(change)) pushes.send(push);
  });
  let ahead: Iterator<string> | null = null;
  const handlers = handlersOf({ deps, reading, history, pushes });

  async function carryOut<N extends CallName>(name: N, input: Input<N>): Promise<Answer<Output<N>>> {
    try {
      const handler: Answering<N> = handlers[name];
      return await handler(input);
    } catch (error) {
      onDefect(name, error);
      return refuse('internal', 'Something went wrong inside Wakeful. Its log says what.');
    }
  }

  return {
    async call(name, payload) {
      if (!isCallName(name)) return unknownCall(name);
      const checked = schemas[name].safeParse(payload);
      if (!checked.success) return badRequest(name, checked.error.issues);
      // The schema of a call gives its input: `schemas` is held to that by the compiler, one by one.
      return carryOut(name, checked.data as Input<typeof name>);
    },
    invoke: carryOut,
    onPush: (listener) => pushes.listen(listener),
    push: (push) => {
      pushes.send(push);
    },
    readAhead() {
      ahead ??= scheduler
        .jobs()
        .slice(0, MOST_REMEMBERED)
        .map(({ job }) => job.id)
        .values();
      const next = ahead.next();
      if (next.done !== true) history.of(next.value);
      return next.done !== true;
    },
    dispose() {
      subscription.dispose();
      pushes.dispose();
    },
  };
}

const known: ReadonlySet<string> = new Set(callNames);
const isCallName = (name: string): name is CallName => known.has(name);

function unknownCall(name: string): Answer<never> {
  const [near] = nearestWords(name, callNames);
  const advice = near === undefined ? '' : ` Did you mean "${near}"?`;
  return refuse('unknownCall', `There is no call "${name.slice(0, 60)}".${advice}`);
}

function badRequest(
  name: CallName,
  issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[],
): Answer<never> {
  const [issue] = issues;
  const field = (issue?.path ?? []).map(String).join('.');
  const message = `The call ${name} cannot be read${issue === undefined ? '' : `: ${issue.message}`}`;
  return refuse('badRequest', message, field === '' ? {} : { field });
}
