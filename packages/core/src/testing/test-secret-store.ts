import { expect } from "vitest";
import type { SecretStore } from "../ports/secret-store.ts";
import type { Law, SuiteOptions } from "./law.ts";
import { registerLaws } from "./register.ts";

const NAME = "server/signing-key";

/** What holds for every {@link SecretStore}. */
export const secretStoreLaws: readonly Law<SecretStore>[] = [
  {
    name: "what was put is got",
    async run({ subject }) {
      const secrets = { [NAME]: "s3cret", "vendor/größe": "ключ 🔑\n", long: "x".repeat(8_192) };
      for (const [name, secret] of Object.entries(secrets)) await subject.put(name, secret);
      for (const [name, secret] of Object.entries(secrets))
        await expect(subject.get(name)).resolves.toBe(secret);
    },
  },
  {
    name: "an unknown name has no secret",
    async run({ subject }) {
      await subject.put(NAME, "s3cret");
      for (const name of ["server", "server/signing-key/1", "__proto__", "constructor"])
        await expect(subject.get(name)).resolves.toBeUndefined();
    },
  },
  {
    name: "the last put counts",
    async run({ subject }) {
      await subject.put(NAME, "long old secret");
      await subject.put(NAME, "new");
      await expect(subject.get(NAME)).resolves.toBe("new");
    },
  },
  {
    name: "a deleted secret is gone, and others stay",
    async run({ subject }) {
      await subject.put(NAME, "one");
      await subject.put("other", "two");
      await subject.delete(NAME);
      await subject.delete("never was");
      await expect(subject.get(NAME)).resolves.toBeUndefined();
      await expect(subject.get("other")).resolves.toBe("two");
    },
  },
  {
    name: "names are listed by how they begin",
    async run({ subject }) {
      const names = ["visits/1", "visits/2", "visits", "VISITS/3", "links/1/visits/4", "visits%"];
      for (const name of names) await subject.put(name, "s3cret");
      await subject.delete("visits/2");
      await subject.put("visits/5", "s3cret");
      await expect(sorted(subject.names("visits/"))).resolves.toEqual(["visits/1", "visits/5"]);
      await expect(sorted(subject.names("visits%"))).resolves.toEqual(["visits%"]);
      await expect(subject.names("nothing")).resolves.toEqual([]);
    },
  },
  {
    name: "concurrent puts all count",
    async run({ subject }) {
      const names = Array.from({ length: 20 }, (_, n) => `name/${n}`);
      await Promise.all(names.map((name) => subject.put(name, `secret of ${name}`)));
      const got = await Promise.all(names.map((name) => subject.get(name)));
      expect(got).toEqual(names.map((name) => `secret of ${name}`));
    },
  },
  {
    name: "a secret that is there is not put again",
    async run({ subject }) {
      await expect(subject.putIfAbsent(NAME, "first")).resolves.toBe("first");
      await expect(subject.putIfAbsent(NAME, "second")).resolves.toBe("first");
      await expect(subject.get(NAME)).resolves.toBe("first");
      await subject.delete(NAME);
      await expect(subject.putIfAbsent(NAME, "third")).resolves.toBe("third");
    },
  },
  {
    name: "of several who put where nothing is, all get the one that is kept",
    async run({ subject }) {
      const secrets = Array.from({ length: 20 }, (_, n) => `secret ${n}`);
      const given = await Promise.all(secrets.map((one) => subject.putIfAbsent(NAME, one)));
      const kept = await subject.get(NAME);
      expect(secrets).toContain(kept);
      expect(new Set(given)).toEqual(new Set([kept]));
    },
  },
  {
    name: "secrets survive a restart",
    needsRestart: true,
    async run({ subject, restart }) {
      await subject.put(NAME, "kept");
      await subject.put("other", "dropped");
      await subject.delete("other");
      const reopened = await restart();
      await expect(reopened.get(NAME)).resolves.toBe("kept");
      await expect(reopened.get("other")).resolves.toBeUndefined();
    },
  },
];

async function sorted(names: Promise<readonly string[]>): Promise<readonly string[]> {
  return (await names).toSorted();
}

/** Registers the conformance suite of {@link SecretStore} with vitest. */
export function testSecretStore(name: string, options: SuiteOptions<SecretStore>): void {
  registerLaws(name, secretStoreLaws, options);
}
