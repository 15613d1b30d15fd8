import { answerOf } from './asked.ts';

/** The name of the wireless network; null where there is none, or the system does not say it. */
export async function askWifi(platform: NodeJS.Platform = process.platform): Promise<string | null> {
  switch (platform) {
    case 'linux':
      return firstAnswer([
        async () =>
          fromNmcli(await answerOf('nmcli', ['-t', '-f', 'ACTIVE,SSID', 'device', 'wifi', 'list', '--rescan', 'no'])),
        async () => (await answerOf('iwgetid', ['-r'])).trim() || null,
      ]);
    case 'darwin':
      // The airport tool is gone from new systems and networksetup no longer says it on all: the first that answers counts.
      return firstAnswer([
        async () => fromSummary(await answerOf('/usr/sbin/ipconfig', ['getsummary', 'en0'])),
        async () => fromNetworkSetup(await answerOf('/usr/sbin/networksetup', ['-getairportnetwork', 'en0'])),
      ]);
    case 'win32':
      return firstAnswer([async () => fromNetsh(await answerOf('netsh.exe', ['wlan', 'show', 'interfaces']))]);
    default:
      return null;
  }
}

/** nmcli's terse lines: `yes:home`, with `:` and `\` within a name escaped. */
export function fromNmcli(text: string): string | null {
  const line = text.split('\n').find((one) => one.startsWith('yes:'));
  return line === undefined ? null : line.slice(4).replace(/\\(.)/g, '$1') || null;
}

export const fromSummary = (text: string): string | null => {
  const name = /^\s*SSID : (.+)$/m.exec(text)?.[1] ?? null;
  // New systems hide it from programs without the right to know where the computer is.
  return name === '<redacted>' ? null : name;
};

export const fromNetworkSetup = (text: string): string | null =>
  /^Current Wi-Fi Network: (.+)$/m.exec(text)?.[1] ?? null;

/** netsh speaks the system's language, but "SSID" is the same in all; "BSSID" is the line after it. */
export const fromNetsh = (text: string): string | null => /^\s*SSID\s*: (.+?)\s*$/m.exec(text)?.[1] ?? null;

async function firstAnswer(questions: readonly (() => Promise<string | null>)[]): Promise<string | null> {
  for (const question of questions) {
    try {
      const answer = await question();
      if (answer !== null) return answer;
    } catch {
      // That program is not here: the next is asked.
    }
  }
  return null;
}
