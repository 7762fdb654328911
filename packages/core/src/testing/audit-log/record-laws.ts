import { expect } from "vitest";
import { MAX_AUDIT_FIELDS, type NewAuditEntry } from "../../audit.ts";
import { isId } from "../../ids.ts";
import { testId, testScope } from "../builders.ts";
import { expectCode, newTenant } from "../catalog/subject.ts";
import type { Law } from "../law.ts";
import { act, acts, allNames, type AuditLogUnderTest } from "./subject.ts";

/** An act with everything in it that is hard to keep. */
const HOSTILE: NewAuditEntry = act(1, {
  actor: { kind: "command", id: null, name: "o'neil\n\"; drop table audit; --" },
  action: "link.signed_in",
  subject: { kind: "link", id: testId(20), name: "größe 🔑 ${x} %s" },
  before: { name: null, isOn: false, count: 0, list: [1, "a", { deep: [] }], nul: "a\u0000b" },
  after: { "": "", __proto__x: "=1+1", exponent: 1e-300 },
  address: "2001:db8::1",
});

/** Laws of what is recorded. */
export const recordLaws: readonly Law<AuditLogUnderTest>[] = [
  {
    name: "an entry is found as it was recorded, with an id of its own",
    async run({ subject: { audit, catalog } }) {
      const { scope } = await newTenant(catalog);
      const bare = act(2, { subject: { kind: "tenant", id: testId(1), name: null }, after: null });
      await audit.record(scope, [HOSTILE, bare]);
      const { entries, next } = await audit.page(scope);
      expect(entries.map(({ id: __, ...rest }) => rest)).toEqual([bare, HOSTILE]);
      expect(entries.every(({ id }) => isId(id))).toBe(true);
      expect(new Set(entries.map(({ id }) => id)).size).toBe(2);
      expect(next).toBeNull();
    },
  },
  {
    name: "an entry is kept as it was when it was recorded",
    async run({ subject: { audit, catalog } }) {
      const { scope } = await newTenant(catalog);
      const after = { list: ["before"] };
      const recording = audit.record(scope, [act(1, { after })]);
      after.list.push("after");
      await recording;
      const { entries } = await audit.page(scope);
      expect(entries[0]?.after).toEqual({ list: ["before"] });
    },
  },
  {
    name: "entries that are recorded together are kept all or none",
    async run({ subject: { audit, catalog } }) {
      const { scope } = await newTenant(catalog);
      const tooLarge = act(2, { before: { text: "x".repeat(MAX_AUDIT_FIELDS) } });
      await expectCode(audit.record(scope, [act(1), tooLarge, act(3)]), "too_large");
      await expect(allNames(audit, scope)).resolves.toEqual([]);
      await audit.record(scope, []);
      const largest = { text: "x".repeat(MAX_AUDIT_FIELDS - '{"text":""}'.length) };
      await audit.record(scope, [act(4, { before: largest })]);
      await expect(allNames(audit, scope)).resolves.toEqual(["Roof 4"]);
    },
  },
  {
    name: "entries recorded at once all count",
    async run({ subject: { audit, catalog } }) {
      const { scope } = await newTenant(catalog);
      await Promise.all(acts(30).map((one) => audit.record(scope, [one])));
      const names = await allNames(audit, scope);
      expect(names).toEqual(Array.from({ length: 30 }, (_, n) => `Roof ${29 - n}`));
    },
  },
  {
    name: "a tenant that does not exist is refused, and its log is empty",
    async run({ subject: { audit } }) {
      await expectCode(audit.record(testScope(77), [act(1)]), "not_found");
      await expect(audit.page(testScope(77))).resolves.toEqual({ entries: [], next: null });
    },
  },
  {
    name: "tenants never mix, and a deleted one takes its entries along",
    async run({ subject: { audit, catalog } }) {
      const [ours, theirs] = [await newTenant(catalog, "A"), await newTenant(catalog, "B")];
      await audit.record(theirs.scope, [act(1)]);
      await expect(allNames(audit, ours.scope)).resolves.toEqual([]);
      await audit.record(ours.scope, [act(2)]);
      await catalog.deleteTenant(theirs.scope);
      await expect(allNames(audit, theirs.scope)).resolves.toEqual([]);
      await expect(allNames(audit, ours.scope)).resolves.toEqual(["Roof 2"]);
    },
  },
  {
    name: "entries survive a restart, and later ones come before them",
    needsRestart: true,
    async run({ subject: { audit, catalog }, restart }) {
      const { scope } = await newTenant(catalog);
      await audit.record(scope, [act(1)]);
      const reopened = (await restart()).audit;
      await reopened.record(scope, [act(1, { subject: { ...act(1).subject, name: "later" } })]);
      await expect(allNames(reopened, scope)).resolves.toEqual(["later", "Roof 1"]);
    },
  },
];
