/** Secrets at rest, encrypted. Names are paths such as `server/signing-key`. Checked by `testSecretStore`. */
export interface SecretStore {
  get(name: string): Promise<string | undefined>;
  /** Durable when it resolves. */
  put(name: string, secret: string): Promise<void>;
  /**
   * Puts the secret unless one has that name, and gives the one that is kept. All who do so at a time, from whatever
   * process, get the same. Durable when it resolves.
   */
  putIfAbsent(name: string, secret: string): Promise<string>;
  delete(name: string): Promise<void>;
  /** Names of the secrets there are that begin with `prefix`, in no order. Names are not encrypted. */
  names(prefix: string): Promise<readonly string[]>;
}
