/**
 * The desktop entry that starts Wakeful at login on Linux (freedesktop.org Desktop Application Autostart and Desktop Entry
 * specifications). Text only; `loginItem.ts` reads and writes the file.
 */

/** Name of the file in `~/.config/autostart`. */
export const autostartFile = 'wakeful.desktop';

/** @param command program and arguments, unquoted */
export function autostartEntry(command: readonly string[], icon: string): string {
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Version=1.5',
    'Name=Wakeful',
    'Comment=Runs routine jobs and accounts for every due moment',
    `Exec=${command.map(quoteArgument).join(' ')}`,
    `Icon=${escapeValue(icon)}`,
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');
}

/**
 * One argument of an Exec line: always in double quotes, with the four characters that keep a meaning inside them escaped, `%`
 * doubled because it begins a field code, and then the backslash rule of every value on top.
 */
function quoteArgument(argument: string): string {
  const quoted = argument.replace(/["`$\\]/g, '\\$&').replace(/%/g, '%%');
  return escapeValue(`"${quoted}"`);
}

const escapeValue = (value: string): string => value.replace(/\\/g, '\\\\').replace(/\n/g, '\\n').replace(/\t/g, '\\t');

/** Whether an entry found on disk starts Wakeful: a desktop's own settings switch it off by `Hidden` or by GNOME's key. */
export function startsAtLogin(entry: string): boolean {
  const inGroup = entry.split(/^\[(?!Desktop Entry\])/m)[0] ?? '';
  const isSet = (key: string, value: string) => new RegExp(`^${key}\\s*=\\s*${value}\\s*$`, 'mi').test(inGroup);
  return !isSet('Hidden', 'true') && !isSet('X-GNOME-Autostart-enabled', 'false');
}
