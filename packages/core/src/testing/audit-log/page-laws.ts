import { expect } from "vitest";
import { TEST_DAY, testId } from "../builders.ts";
import { expectCode, newTenant } from "../catalog/subject.ts";
import type { Law } from "../law.ts";
import { act, acts, allNames, type AuditLogUnderTest, namesOf } from "./subject.ts";

function named(name: string, at = 5): ReturnType<typeof act> {
  return act(at, { subject: { kind: "plant", id: testId(10), name } });
}

/** Laws of what is read back. */
export const pageLaws: readonly Law<AuditLogUnderTest>[] = [
  {
    name: "the newest come first, of one instant the one recorded last",
    async run({ subject: { audit, catalog } }) {
      const { scope } = await newTenant(catalog);
      await audit.record(scope, [named("b"), named("c"), named("z", 9)]);
      await audit.record(scope, [named("d"), named("a", 1)]);
      await expect(allNames(audit, scope)).resolves.toEqual(["z", "d", "c", "b", "a"]);
    },
  },
  {
    name: "a page has no more than asked for, and 100 when nobody asks",
    async run({ subject: { audit, catalog } }) {
      const { scope } = await newTenant(catalog);
      await audit.record(scope, acts(101));
      const page = await audit.page(scope);
      expect(page.entries).toHaveLength(100);
      expect(page.next).not.toBeNull();
      expect(namesOf(await audit.page(scope, { limit: 2 }))).toEqual(["Roof 100", "Roof 99"]);
    },
  },
  {
    name: "pages follow one another, whatever is recorded meanwhile; the last one says so",
    async run({ subject: { audit, catalog } }) {
      const { scope } = await newTenant(catalog);
      await audit.record(scope, [named("a"), named("b"), named("c"), named("d")]);
      const first = await audit.page(scope, { limit: 2 });
      expect(namesOf(first)).toEqual(["d", "c"]);
      await audit.record(scope, [named("e")]);
      const after = first.next ?? "";
      const second = await audit.page(scope, { limit: 2, after });
      expect(namesOf(second)).toEqual(["b", "a"]);
      expect(second.next).toBeNull();
    },
  },
  {
    name: "entries of one action, of one subject or of a half-open span are found alone",
    async run({ subject: { audit, catalog } }) {
      const { scope } = await newTenant(catalog);
      const other = { kind: "user", id: testId(99), name: "ann" } as const;
      await audit.record(scope, [act(1), act(2, { action: "user.added", subject: other }), act(3)]);
      const found = (query: Parameters<typeof allNames>[2]) => allNames(audit, scope, query);
      await expect(found({ action: "user.added" })).resolves.toEqual(["ann"]);
      await expect(found({ subjectId: testId(99) })).resolves.toEqual(["ann"]);
      const span = { start: TEST_DAY + 1, end: TEST_DAY + 3 };
      await expect(found({ span })).resolves.toEqual(["ann", "Roof 1"]);
      await expect(found({ span, action: "plant.added" })).resolves.toEqual(["Roof 1"]);
      await expect(found({ subjectId: "no id" })).resolves.toEqual([]);
      await expect(found({ span: { start: TEST_DAY, end: TEST_DAY } })).resolves.toEqual([]);
    },
  },
  {
    name: "pages of what was found go on within it",
    async run({ subject: { audit, catalog } }) {
      const { scope } = await newTenant(catalog);
      const logIns = acts(6).map((one, n) =>
        n % 2 === 0 ? one : { ...one, action: "user.logged_in" as const },
      );
      await audit.record(scope, logIns);
      const query = { action: "user.logged_in", limit: 1 } as const;
      await expect(allNames(audit, scope, query)).resolves.toEqual(["Roof 5", "Roof 3", "Roof 1"]);
    },
  },
  {
    name: "what is no cursor is refused",
    async run({ subject: { audit, catalog } }) {
      const { scope } = await newTenant(catalog);
      await audit.record(scope, acts(2));
      for (const after of ["", "1", "x-1", "1-1; --", "9".repeat(40)])
        await expectCode(audit.page(scope, { after }), "invalid_argument");
    },
  },
];
