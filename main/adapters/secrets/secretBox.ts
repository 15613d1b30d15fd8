/**
 * Seals texts so that only this user, on this computer or with this key, can open them again. `kind` stands beside every sealed value,
 * so that another box never tries to open it.
 */
export interface SecretBox {
  readonly kind: 'keychain' | 'key';
  /** Why nothing can be sealed here, and what would help; null: it can. */
  readonly unavailable: string | null;
  /** `name` is bound to the value: sealed under one name it does not open under another, where the box can tell. Throws. */
  seal(name: string, value: string): string;
  /** Throws with a plain sentence where it cannot be opened. */
  open(name: string, sealed: string): string;
}
