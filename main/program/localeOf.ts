/**
 * The locale in whose habits times are written; undefined where the computer has none to say (`C`, `POSIX`, nothing): then 24 hours, day
 * before month. Linux says it in the environment; elsewhere the system does, and Node.js passes it on.
 */
export function localeOf(
  env: Readonly<Record<string, string | undefined>> = process.env,
  platform: NodeJS.Platform = process.platform,
): string | undefined {
  const said = env['LC_ALL'] ?? env['LC_TIME'] ?? env['LANG'] ?? '';
  if (said === '' && (platform === 'darwin' || platform === 'win32')) {
    return new Intl.DateTimeFormat().resolvedOptions().locale;
  }
  const name = said.split(/[.@]/)[0]?.replaceAll('_', '-') ?? '';
  if (name === '' || name === 'C' || name === 'POSIX') return undefined;
  try {
    return Intl.getCanonicalLocales(name)[0];
  } catch {
    // What is no language tag says nothing about habits.
    return undefined;
  }
}
