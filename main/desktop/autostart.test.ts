import { describe, expect, it } from 'vitest';
import { autostartEntry, startsAtLogin } from './autostart.ts';

const execOf = (entry: string) => /^Exec=(.*)$/m.exec(entry)?.[1];

describe('the desktop entry that starts Wakeful at login', () => {
  it.each([
    ['a plain path', ['/opt/Wakeful/wakeful', '--hidden'], '"/opt/Wakeful/wakeful" "--hidden"'],
    ['a space', ['/home/a b/wakeful'], '"/home/a b/wakeful"'],
    ['a percent sign, which begins a field code', ['/opt/50%/wakeful'], '"/opt/50%%/wakeful"'],
    ['a quote: escaped in the quotes, and its backslash in the value', ['/opt/a"b'], String.raw`"/opt/a\\"b"`],
    ['a dollar sign', ['/opt/$x'], String.raw`"/opt/\\$x"`],
    ['a backslash: four, by both rules', [String.raw`/opt/a\b`], String.raw`"/opt/a\\\\b"`],
  ])('quotes %s', (_name, command, exec) => {
    expect(execOf(autostartEntry(command, '/opt/icon.png'))).toBe(exec);
  });

  it('is one that is on', () => {
    expect(startsAtLogin(autostartEntry(['/opt/wakeful'], '/opt/icon.png'))).toBe(true);
  });

  it.each([
    ['Hidden=true, as desktops write when a person switches it off', 'Hidden=true', false],
    ['Hidden=false', 'Hidden=false', true],
    ["GNOME's own key", 'X-GNOME-Autostart-enabled=false', false],
    ['Hidden in another group says nothing', '[Desktop Action New]\nHidden=true', true],
  ])('respects %s', (_name, line, on) => {
    expect(startsAtLogin(`[Desktop Entry]\nType=Application\nName=Wakeful\nExec=wakeful\n${line}\n`)).toBe(on);
  });
});
