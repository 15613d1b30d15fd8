import { useCallback, useMemo, useSyncExternalStore } from 'react';

/** The place in the window, from the part after `#`: `/jobs?tag=ingest`. */
export const placeOf = (hash: string): string => {
  const place = hash.replace(/^#/, '');
  return place.startsWith('/') ? place : '/today';
};

const subscribe = (listener: () => void): (() => void) => {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
};

const currentPath = (): string => placeOf(window.location.hash).split('?')[0] ?? '/today';
const currentSearch = (): string => placeOf(window.location.hash).split('?')[1] ?? '';

/** Goes to a place. `replace` leaves no step for Back. */
export function goTo(place: string, options: { readonly replace?: boolean } = {}): void {
  const from = window.location.href;
  if (options.replace === true) window.history.replaceState(null, '', `#${place}`);
  else window.history.pushState(null, '', `#${place}`);
  window.dispatchEvent(new HashChangeEvent('hashchange', { oldURL: from, newURL: window.location.href }));
}

/**
 * Location for wouter. Its own hash location moves the query in front of the `#`, where it reaches the server and a reload;
 * here the whole place stays behind it.
 */
export const useHashPlace = (): [string, (to: string, options?: { readonly replace?: boolean }) => void] => [
  useSyncExternalStore(subscribe, currentPath),
  goTo,
];
useHashPlace.hrefs = (place: string): string => `#${place}`;

/** Query of the place, for wouter. */
export const useHashSearch = (): string => useSyncExternalStore(subscribe, currentSearch);

/** One parameter of the place's query, and the means to change some; null removes one. No step for Back. */
export function useQuery(): {
  readonly get: (name: string) => string | null;
  readonly set: (changes: Readonly<Record<string, string | null>>) => void;
} {
  const search = useHashSearch();
  const parameters = useMemo(() => new URLSearchParams(search), [search]);
  const set = useCallback((changes: Readonly<Record<string, string | null>>) => {
    const next = new URLSearchParams(currentSearch());
    for (const [name, value] of Object.entries(changes)) {
      if (value === null || value === '') next.delete(name);
      else next.set(name, value);
    }
    const text = next.toString();
    goTo(text === '' ? currentPath() : `${currentPath()}?${text}`, { replace: true });
  }, []);
  const get = useCallback((name: string) => parameters.get(name), [parameters]);
  return { get, set };
}
