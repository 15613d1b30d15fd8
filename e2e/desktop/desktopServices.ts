import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface MenuItem {
  readonly label: string;
  readonly separator: boolean;
  readonly enabled: boolean;
  readonly children: readonly MenuItem[];
}

/** What can be read in a menu, from the top. */
export const labels = (items: readonly MenuItem[] | null): readonly string[] =>
  (items ?? []).filter((item) => !item.separator).map((item) => item.label);

export interface ShownNotification {
  readonly id: number;
  readonly summary: string;
  readonly body: string;
}

/** The desktop around the app: tray, notification daemon and logind, on buses of their own. */
export interface DesktopServices {
  /** What the app under test must have in its environment to meet these services. */
  readonly env: Readonly<Record<string, string>>;
  menu(): Promise<readonly MenuItem[] | null>;
  /** Clicks an item of the tray's menu by its labels from the top; a label that ends in `*` is a beginning. */
  click(...path: string[]): Promise<void>;
  tray(): Promise<{ readonly count: number } | null>;
  notifications(): Promise<readonly ShownNotification[]>;
  clickNotification(id: number): Promise<void>;
  sleep(entering: boolean): Promise<void>;
  stop(): Promise<void>;
}

// dbusmock and PyGObject belong to the system's own Python, whichever comes first on PATH.
const python = '/usr/bin/python3';

/** Starts a session bus and a system bus of their own, logind on the one, tray and notifications on the other. */
export async function startDesktopServices(): Promise<DesktopServices> {
  const [session, system] = await Promise.all([startBus(), startBus()]);
  const env = { DBUS_SESSION_BUS_ADDRESS: session.address, DBUS_SYSTEM_BUS_ADDRESS: system.address };
  const surroundings = { ...process.env, ...env };
  const logind = spawn(python, ['-m', 'dbusmock', '--system', '--template', 'logind'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: surroundings,
  });
  await nameAppears(system.address, 'org.freedesktop.login1');

  const script = fileURLToPath(new URL('../fixtures/desktop_services.py', import.meta.url));
  const services = spawn(python, [script], { stdio: ['pipe', 'pipe', 'inherit'], env: surroundings });
  const lines = createInterface({ input: services.stdout })[Symbol.asyncIterator]();
  await lines.next();

  // One question at a time: answers come in order.
  let turn: Promise<unknown> = Promise.resolve();
  const ask = <T>(command: object): Promise<T> => {
    const answer = turn.then(async () => {
      services.stdin.write(`${JSON.stringify(command)}\n`);
      const { value, done } = await lines.next();
      if (done === true) throw new Error('The services of the desktop ended.');
      const said = JSON.parse(value) as { ok: true; value: T } | { ok: false; error: string };
      if (!said.ok) throw new Error(said.error);
      return said.value;
    });
    turn = answer.catch(() => undefined);
    return answer;
  };

  return {
    env,
    menu: () => ask({ do: 'menu' }),
    click: (...path) => ask({ do: 'click', path }),
    tray: () => ask({ do: 'tray' }),
    notifications: () => ask({ do: 'notifications' }),
    clickNotification: (id) => ask({ do: 'clickNotification', id }),
    sleep: (entering) => ask({ do: 'sleep', entering }),
    stop: async () => {
      services.stdin.end();
      await Promise.all([services, logind, session.daemon, system.daemon].map(end));
    },
  };
}

interface Bus {
  readonly daemon: ChildProcess;
  readonly address: string;
}

async function startBus(): Promise<Bus> {
  const daemon = spawn('dbus-daemon', ['--session', '--nofork', '--print-address=1'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return { daemon, address: await firstLine(daemon) };
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('Its output is not read.');
  for await (const line of createInterface({ input: child.stdout })) return line;
  throw new Error('It ended without a line.');
}

async function nameAppears(address: string, name: string): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const asked = spawn(
      'gdbus',
      [
        'call',
        '--address',
        address,
        '--dest',
        name,
        '--object-path',
        '/',
        '--method',
        'org.freedesktop.DBus.Peer.Ping',
      ],
      {
        stdio: 'ignore',
      },
    );
    if ((await new Promise((resolve) => asked.on('exit', resolve))) === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${name} did not appear on the bus.`);
}

function end(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) {
      resolve();
      return;
    }
    child.on('exit', () => resolve());
    child.kill();
  });
}
