import type { SecretStore } from "@solarmon/core";
import { MemorySecretStore } from "@solarmon/core/memory";
import { secretStoreLaws } from "@solarmon/core/testing";
import { broken } from "../support/broken.ts";
import { proveLaws, type Fake } from "../support/prove-laws.ts";

function breakIt(change: (inner: SecretStore) => Partial<SecretStore>): () => SecretStore {
  return () => broken<SecretStore>(new MemorySecretStore(), change);
}

/** Reads all, waits, writes all: two at once lose one. */
function readModifyWrite(): SecretStore {
  let all: Readonly<Record<string, string>> = {};
  return broken<SecretStore>(new MemorySecretStore(), () => ({
    async put(name, secret) {
      const before = all;
      await Promise.resolve();
      all = { ...before, [name]: secret };
    },
    get: async (name) => all[name],
  }));
}

const fakes: Record<string, Fake<SecretStore>> = {
  "what was put is got": breakIt((inner) => ({
    put: (name, secret) => inner.put(name, secret.trim()),
  })),
  "an unknown name has no secret": readModifyWrite, // a plain object knows `constructor`
  "the last put counts": breakIt((inner) => ({
    async put(name, secret) {
      if ((await inner.get(name)) === undefined) await inner.put(name, secret);
    },
  })),
  "a deleted secret is gone, and others stay": breakIt(() => ({ delete: async () => undefined })),
  "names are listed by how they begin": breakIt((inner) => ({
    names: async (prefix) => (await inner.names("")).filter((name) => name.includes(prefix)),
  })),
  "concurrent puts all count": readModifyWrite,
  "a secret that is there is not put again": breakIt((inner) => ({
    async putIfAbsent(name, secret) {
      await inner.put(name, secret);
      return secret;
    },
  })),
  "of several who put where nothing is, all get the one that is kept": breakIt((inner) => ({
    async putIfAbsent(name, secret) {
      const kept = await inner.get(name);
      if (kept !== undefined) return kept;
      await inner.put(name, secret);
      return secret;
    },
  })),
  "secrets survive a restart": {
    create: () => new MemorySecretStore(),
    restart: () => new MemorySecretStore(),
  },
};

proveLaws("the laws of SecretStore catch", secretStoreLaws, fakes);
