import type { ExampleRequest } from '../program/examples.ts';

/** What the command line of the app asks for. */
export interface StartOptions {
  /** Started at login: in the tray, without the window. */
  readonly hidden: boolean;
  readonly example: ExampleRequest | null;
}

/** Reads the arguments. Electron and Chromium have arguments of their own among them, so what is not known is left alone. */
export function readStartOptions(argv: readonly string[]): StartOptions {
  const at = argv.indexOf('--example');
  const name = at === -1 ? undefined : argv[at + 1];
  return {
    hidden: argv.includes('--hidden'),
    example: name === undefined || name.startsWith('-') ? null : { name, everyMinute: argv.includes('--every-minute') },
  };
}
