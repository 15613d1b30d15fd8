import type { ComponentType } from 'react';
import { use } from 'react';

/** A part of the window whose code comes later. */
interface LaterPart<P extends object> {
  /** Fetches the code; one that could not be fetched is fetched again the next time. */
  readonly fetch: () => Promise<unknown>;
  /** Suspends while the code is not there. */
  readonly Part: (props: P) => React.ReactNode;
}

/**
 * A part of the window whose code comes later. React's own `lazy` waits even where the code is there already, and what it shows meanwhile
 * stays for at least 300 ms; this one is drawn at once when the code is there.
 */
export function laterPart<P extends object>(load: () => Promise<ComponentType<P>>): LaterPart<P> {
  let loading: Promise<ComponentType<P>> | null = null;
  let there: ComponentType<P> | null = null;
  const fetch = (): Promise<ComponentType<P>> => {
    loading ??= load().then(
      (component) => (there = component),
      (error: unknown) => {
        loading = null;
        throw error;
      },
    );
    return loading;
  };
  return {
    fetch,
    Part: function Part(props) {
      const Component = there ?? use(fetch());
      return <Component {...props} />;
    },
  };
}
