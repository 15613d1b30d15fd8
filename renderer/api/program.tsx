import type { ReactNode } from 'react';
import { createContext, useCallback, useContext, useEffect, useMemo, useSyncExternalStore } from 'react';
import type { Api, CallName, Input, Output, Push } from '../../preload/contract.ts';
import { Queries } from './queries.ts';
import type { Known } from './queries.ts';
import type { Link, Transport } from './transport.ts';

interface Program {
  readonly transport: Transport;
  readonly queries: Queries;
}

const ProgramContext = createContext<Program | null>(null);

/** Gives everything below it the program behind the window. */
export function ProgramProvider({
  transport,
  children,
}: {
  readonly transport: Transport;
  readonly children: ReactNode;
}) {
  const program = useMemo(() => ({ transport, queries: new Queries(transport.api) }), [transport]);
  useEffect(() => {
    let connected = transport.link().kind === 'connected';
    const ends = [
      transport.api.onPush((push) => program.queries.push(push)),
      transport.onLink((link) => {
        if (link.kind === 'connected' && !connected) program.queries.renewAll();
        connected = link.kind === 'connected';
      }),
    ];
    return () => ends.forEach((end) => end());
  }, [program, transport]);
  return <ProgramContext.Provider value={program}>{children}</ProgramContext.Provider>;
}

function useProgram(): Program {
  const program = useContext(ProgramContext);
  if (program === null) throw new Error('A screen was drawn outside of ProgramProvider.');
  return program;
}

/** The calls, for what a person asks for. What is shown comes from `useAnswer`. */
export const useApi = (): Api => useProgram().transport.api;

/** How the line to the program is, and the means to try at once. */
export function useLink(): { readonly link: Link; readonly retry: () => void } {
  const { transport } = useProgram();
  const link = useSyncExternalStore(transport.onLink, transport.link);
  return { link, retry: transport.retry };
}

/** The answer to a question, kept up to date by pushes. The input is compared by its JSON. */
export function useAnswer<N extends CallName>(name: N, input: Input<N>): Known<Output<N>> {
  const { queries } = useProgram();
  const key = JSON.stringify(input);
  const follow = useCallback(
    (listener: () => void) => queries.follow(name, JSON.parse(key) as Input<N>, listener),
    [queries, name, key],
  );
  return useSyncExternalStore(follow, () => queries.known(name, input));
}

/** The answers to several questions of one kind, each kept up to date by pushes; the same list until one of them changes. */
export function useAnswers<N extends CallName>(name: N, inputs: readonly Input<N>[]): readonly Known<Output<N>>[] {
  const { queries } = useProgram();
  const key = JSON.stringify(inputs);
  const { follow, known } = useMemo(() => {
    const asked = JSON.parse(key) as readonly Input<N>[];
    let last: readonly Known<Output<N>>[] = [];
    return {
      follow: (listener: () => void): (() => void) => {
        const ends = asked.map((input) => queries.follow(name, input, listener));
        return () => ends.forEach((end) => end());
      },
      known: (): readonly Known<Output<N>>[] => {
        const next = asked.map((input) => queries.known(name, input));
        if (next.length !== last.length || next.some((one, index) => one !== last[index])) last = next;
        return last;
      },
    };
  }, [queries, name, key]);
  return useSyncExternalStore(follow, known);
}

/** Calls `listener` with every push for as long as the component lives. */
export function usePush(listener: (push: Push) => void): void {
  const { transport } = useProgram();
  useEffect(() => transport.api.onPush(listener), [transport, listener]);
}
