/** Where the token of this browser tab is kept: gone with the tab, unreadable to other origins. */
const KEY = 'wakeful.token';

/**
 * The access token: taken from `#token=…` on the first load, kept for the tab, and removed from the address, so that it
 * is in no bookmark and no screenshot. Null where there is none.
 */
export function takeToken(location: Location, history: History, storage: Storage): string | null {
  const match = /^#token=([^&]+)(?:&(.*))?$/.exec(location.hash);
  if (match?.[1] === undefined) return storage.getItem(KEY);
  const token = decodeURIComponent(match[1]);
  storage.setItem(KEY, token);
  const rest = match[2] === undefined || match[2] === '' ? '' : `#${match[2]}`;
  history.replaceState(null, '', location.pathname + location.search + rest);
  return token;
}
