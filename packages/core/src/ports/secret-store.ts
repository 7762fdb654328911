/** Secrets at rest, encrypted. Names are paths such as `server/signing-key`. Checked by `testSecretStore`. */
export interface SecretStore {
  get(name: string): Promise<string | undefined>;
  /** Durable when it resolves. */
  put(name: string, secret: string): Promise<void>;
  delete(name: string): Promise<void>;
}
