import { readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import type { Reading } from '../../engine/ports.ts';

/** Networks that are within this computer. */
const VIRTUAL = /^(docker|br-|veth|virbr|vboxnet|vmnet|vEthernet|lo)/;
const LINK_LOCAL = /^(169\.254\.|fe80:)/i;

/**
 * Whether the network is up: on Linux whether there is a default route, elsewhere whether there is an address beyond this computer and
 * its cable. Says nothing of whether the internet answers.
 */
export function readNetwork(): Reading {
  const up = process.platform === 'linux' ? (hasDefaultRoute() ?? hasAddress()) : hasAddress();
  return { holds: up, said: up ? 'connected' : 'no network' };
}

/** Null where the kernel does not show its routes (a sandbox). */
function hasDefaultRoute(): boolean | null {
  let seen = false;
  for (const [path, isDefault] of [
    ['/proc/net/route', ipv4Default],
    ['/proc/net/ipv6_route', ipv6Default],
  ] as const) {
    try {
      const lines = readFileSync(path, 'latin1').split('\n');
      if (lines.some(isDefault)) return true;
      seen = true;
    } catch {
      // That protocol is not there.
    }
  }
  return seen ? false : null;
}

/** Destination and mask zero, and the route is up (flag 1): proc(5). */
const ipv4Default = (line: string): boolean => {
  const [name = '', destination, , flags = '0', , , , mask] = line.split('\t');
  return destination === '00000000' && mask === '00000000' && (parseInt(flags, 16) & 1) === 1 && !VIRTUAL.test(name);
};

/** Destination ::/0 over a real interface; flag 0x200 is "reject". */
const ipv6Default = (line: string): boolean => {
  const [destination = '', length, , , , , , , flags = '0', name = 'lo'] = line.split(/\s+/);
  return /^0+$/.test(destination) && length === '00' && (parseInt(flags, 16) & 0x201) === 1 && !VIRTUAL.test(name);
};

const hasAddress = (): boolean =>
  Object.entries(networkInterfaces()).some(
    ([name, addresses]) =>
      !VIRTUAL.test(name) &&
      addresses?.some(({ internal, address }) => !internal && !LINK_LOCAL.test(address)) === true,
  );
