import { safeStorage } from 'electron';
import type { SecretBox } from '../adapters/secrets/secretBox.ts';

/** How Chromium marks what it sealed with a password that stands in its source: as good as plain text (os_crypt, Linux). */
const PLAIN_MARK = 'v10';

/**
 * The keychain of the system through Electron. Where there is none, and Electron would keep values as good as plain text (`basic_text`),
 * nothing is sealed.
 */
export function keychainBox(): SecretBox {
  return {
    kind: 'keychain',
    get unavailable() {
      return whyNot();
    },
    seal(_name, value) {
      const sealed = safeStorage.encryptString(value);
      if (process.platform === 'linux' && sealed.subarray(0, 3).toString('latin1') === PLAIN_MARK)
        throw new Error(plain);
      return sealed.toString('base64');
    },
    open(name, sealed) {
      try {
        return safeStorage.decryptString(Buffer.from(sealed, 'base64'));
      } catch {
        throw new Error(`The keychain of this system does not open ${name}: unlock it, or set the secret again.`);
      }
    },
  };
}

const plain =
  'This desktop has no keychain, and without one secrets would lie here as plain text. Install one (GNOME Keyring, KWallet), or start Wakeful with WAKEFUL_SECRETS_KEY.';

function whyNot(): string | null {
  // Electron before 26 does not tell which keychain it uses; there "available" means a real one.
  if (
    process.platform === 'linux' &&
    'getSelectedStorageBackend' in safeStorage &&
    safeStorage.getSelectedStorageBackend() === 'basic_text'
  ) {
    return plain;
  }
  if (safeStorage.isEncryptionAvailable()) return null;
  return process.platform === 'linux'
    ? plain
    : 'The keychain of this system cannot be used now: unlock it, and try again.';
}
