import { SolarmonError } from "@solarmon/core";

/** Length of a key [bytes]. */
export const KEY_BYTES = 32;

/** A key of AES-256 that is kept outside the database, e.g. in a file or a key service. */
export interface SecretKey {
  /** Names it in the database; never reused for other bytes. */
  readonly id: string;
  /** 32 random bytes. */
  readonly bytes: Uint8Array;
}

/** The keys of a secret store: the first seals, the others still open what they sealed. */
export class SecretKeys {
  readonly current: SecretKey;
  readonly #byId: ReadonlyMap<string, SecretKey>;

  /** @throws {@link SolarmonError} `invalid_argument` without a key, or for one of another length */
  constructor(keys: readonly SecretKey[]) {
    const [current] = keys;
    if (!current) throw new SolarmonError("invalid_argument", "a secret store needs a key");
    for (const { id, bytes } of keys)
      if (bytes.length !== KEY_BYTES)
        throw new SolarmonError("invalid_argument", `the key ${id} has not ${KEY_BYTES} bytes`);
    this.current = current;
    this.#byId = new Map(keys.map((key) => [key.id, key]));
  }

  /** @throws {@link SolarmonError} `unavailable` when it is not among those given */
  get(id: string): SecretKey {
    const key = this.#byId.get(id);
    if (!key)
      throw new SolarmonError(
        "unavailable",
        `a secret was sealed under the key ${id}, which was not given. Give it too.`,
        { isRetryable: false },
      );
    return key;
  }
}
