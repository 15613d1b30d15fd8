import type { Answer, CallName, Input, Output } from '../../../preload/contract.ts';
import type { ProgramDeps } from './deps.ts';
import { editingCalls } from './editingCalls.ts';
import type { JobHistory } from './jobHistory.ts';
import type { Pushes } from './pushes.ts';
import type { Reading } from './reading.ts';
import { readingCalls } from './readingCalls.ts';
import { runCalls } from './runCalls.ts';
import { secretCalls } from './secretCalls.ts';
import { wishCalls } from './wishCalls.ts';

/** Carries out one call. */
export type Answering<N extends CallName> = (input: Input<N>) => Answer<Output<N>> | Promise<Answer<Output<N>>>;

/** The carrying out of some calls. */
export type Handlers<N extends CallName> = { readonly [K in N]: Answering<K> };

/** What carrying out needs. */
export interface CallContext {
  readonly deps: ProgramDeps;
  readonly reading: Reading;
  readonly history: JobHistory;
  readonly pushes: Pushes;
}

/** Every call of the contract: those that only read, those that change what is saved, and people's wishes. */
export const handlersOf = (context: CallContext): Handlers<CallName> => ({
  ...readingCalls(context),
  ...runCalls(context),
  ...editingCalls(context),
  ...secretCalls(context),
  ...wishCalls(context),
});
