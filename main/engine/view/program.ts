import type { Answer, CallName, Input, Output, Push } from '../../../preload/contract.ts';
import type { Disposable } from '../ports.ts';

/**
 * The program as its shells see it: every call of the contract, and what is pushed. Desktop (IPC, tray), headless (HTTP) and the local
 * socket all speak to this one.
 */
export interface Program {
  /**
   * Carries out a call that came from outside. The name and the payload are checked here, so a caller may hand over whatever it was given.
   * Never rejects: what goes wrong inside is an answer with the code `internal`.
   */
  call(name: string, payload: unknown): Promise<Answer<unknown>>;
  /** The same for callers in this process, whose payload the compiler has checked. */
  invoke<N extends CallName>(name: N, input: Input<N>): Promise<Answer<Output<N>>>;
  /** Told of every change, at most a few times a second. */
  onPush(listener: (push: Push) => void): Disposable;
  /** Hands a push to every listener: a shell that wants the window to show a place. */
  push(push: Push): void;
}
