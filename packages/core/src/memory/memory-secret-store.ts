import type { SecretStore } from "../ports/secret-store.ts";

/** {@link SecretStore} in memory, for tests: nothing is at rest, so nothing is encrypted. */
export class MemorySecretStore implements SecretStore {
  readonly #secrets = new Map<string, string>();

  async get(name: string): Promise<string | undefined> {
    return this.#secrets.get(name);
  }

  async put(name: string, secret: string): Promise<void> {
    this.#secrets.set(name, secret);
  }

  async putIfAbsent(name: string, secret: string): Promise<string> {
    const kept = this.#secrets.get(name) ?? secret;
    this.#secrets.set(name, kept);
    return kept;
  }

  async delete(name: string): Promise<void> {
    this.#secrets.delete(name);
  }

  async names(prefix: string): Promise<readonly string[]> {
    return [...this.#secrets.keys()].filter((name) => name.startsWith(prefix));
  }
}
