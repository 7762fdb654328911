import { expect } from "vitest";
import { TEST_DAY, testId } from "../builders.ts";
import { expectCode } from "../catalog/subject.ts";
import type { Law } from "../law.ts";
import {
  type AlarmStoreUnderTest,
  changes,
  idsOf,
  listAll,
  newAlarm,
  newWatched,
  raisedAs,
  standingOf,
} from "./subject.ts";

const HOSTILE = ["'; DROP TABLE alarms; --", "__proto__", "a\nb", '{"a":1}', "💥".repeat(20)];

/** What people see of alarms and do to them, and the walls between tenants. */
export const personLaws: readonly Law<AlarmStoreUnderTest>[] = [
  {
    name: "an alarm is found as it was raised",
    async run({ subject }) {
      const { own, raise } = await newWatched(subject);
      const link = {
        subject: { type: "link", id: testId(7), name: "Roofs" },
        plantId: null,
      } as const;
      const raised = await raise({}, { ...link, kind: "link_vendor_down", severity: "critical" });
      for (const alarm of raised)
        await expect(own.alarm(alarm.id)).resolves.toEqual(raisedAs(alarm));
      await expect(own.alarm(testId(999))).resolves.toBeUndefined();
      await expect(own.alarm("no id")).resolves.toBeUndefined();
    },
  },
  {
    name: "the newest come first, page by page, each once, whatever is raised meanwhile",
    async run({ subject }) {
      const { own, raise } = await newWatched(subject);
      const times = [5, 1, 4, 2, 3, 3, 3].map((n) => ({ raisedAt: TEST_DAY + n }));
      const raised = await raise(...times);
      const seen: { raisedAt: number; id: string }[] = [];
      for (let after: string | null | undefined; after !== null;) {
        const page = await own.list({ limit: 2, ...(after === undefined ? {} : { after }) });
        expect(page.alarms.length).toBeLessThanOrEqual(2);
        seen.push(...page.alarms);
        after = page.next;
        await raise({ raisedAt: TEST_DAY + 9 });
      }
      expect(seen.map(({ raisedAt }) => raisedAt - TEST_DAY)).toEqual([5, 4, 3, 3, 3, 2, 1]);
      expect(new Set(seen.map(({ id }) => id))).toEqual(new Set(raised.map(({ id }) => id)));
    },
  },
  {
    name: "a page that ends with the last alarm says so, and what is no cursor is refused",
    async run({ subject }) {
      const { own, raise } = await newWatched(subject);
      await raise({}, {});
      await expect(own.list({ limit: 2 })).resolves.toMatchObject({ next: null });
      await expect(own.list({ limit: 1 })).resolves.toMatchObject({ next: expect.any(String) });
      for (const after of ["", "1", "'; --", `${TEST_DAY}_x`])
        await expectCode(own.list({ after }), "invalid_argument");
    },
  },
  {
    name: "open ones, those of a plant and those that are not folded are listed alone",
    async run({ subject }) {
      const { own, raise } = await newWatched(subject);
      const [done, parent, child, other] = await raise({}, {}, {}, { plantId: testId(11) });
      const ids = [done, parent, child, other].map((alarm) => alarm?.id ?? "");
      const [doneId = "", parentId = "", childId = "", otherId = ""] = ids;
      await subject.alarms.apply(changes({ folded: [{ id: childId, parentId }] }));
      await own.resolve(doneId, "ann", "seen to");
      const sorted = async (query: object): Promise<string[]> =>
        (await idsOf(own, query)).toSorted();
      await expect(sorted({})).resolves.toEqual(ids.toSorted());
      const open = [parentId, childId, otherId].toSorted();
      await expect(sorted({ isOpen: true })).resolves.toEqual(open);
      await expect(sorted({ isOpen: false })).resolves.toEqual([doneId]);
      await expect(sorted({ plantId: testId(11) })).resolves.toEqual([otherId]);
      await expect(sorted({ isFolded: true })).resolves.toEqual([childId]);
      const alone = [parentId, otherId].toSorted();
      await expect(sorted({ isOpen: true, isFolded: false })).resolves.toEqual(alone);
    },
  },
  {
    name: "an alarm is acknowledged once, by who did it first",
    async run({ subject }) {
      const { own, raise } = await newWatched(subject);
      const [alarm] = await raise({}, {});
      const id = alarm?.id ?? "";
      const first = await own.acknowledge(id, "ann");
      expect(first).toMatchObject({ acknowledgedBy: "ann", acknowledgedAt: expect.any(Number) });
      await expect(own.acknowledge(id, "bob")).resolves.toEqual(first);
      await expect(own.alarm(id)).resolves.toEqual(first);
      expect((await listAll(own)).filter(({ acknowledgedAt }) => acknowledgedAt)).toHaveLength(1);
    },
  },
  {
    name: "an alarm is resolved by hand once, with a reason, and stays in the history",
    async run({ subject }) {
      const { own, raise } = await newWatched(subject);
      const [alarm] = await raise({});
      const id = alarm?.id ?? "";
      for (const reason of ["", "  ", "x".repeat(1_001)])
        await expectCode(own.resolve(id, "ann", reason), "invalid_argument");
      await expect(own.alarm(id)).resolves.toMatchObject({ resolvedAt: null });
      const resolved = await own.resolve(id, "ann", " taken down ");
      const resolution = { how: "by_hand", by: "ann", reason: "taken down" };
      expect(resolved).toMatchObject({ resolution, resolvedAt: expect.any(Number) });
      await expect(own.resolve(id, "bob", "again")).resolves.toEqual(resolved);
      await expect(listAll(own)).resolves.toEqual([{ ...resolved, foldedCount: 0 }]);
    },
  },
  {
    name: "hostile texts are only texts",
    async run({ subject }) {
      const { own, raise } = await newWatched(subject);
      for (const text of HOSTILE) {
        const evidence = { since: TEST_DAY, values: { text }, threshold: { [`k${text}`]: 1 } };
        const [alarm] = await raise({
          evidence,
          subject: { type: "device", id: testId(500 + text.length), name: text },
        });
        await own.acknowledge(alarm?.id ?? "", text);
        await own.resolve(alarm?.id ?? "", text, text);
        const found = await own.alarm(alarm?.id ?? "");
        expect(found).toMatchObject({ evidence, acknowledgedBy: text, subject: { name: text } });
        expect(found?.resolution).toEqual({ how: "by_hand", by: text, reason: text });
      }
    },
  },
  {
    name: "tenants never mix: someone else's and unknown give the same answer",
    async run({ subject }) {
      const ours = await newWatched(subject);
      const theirs = await newWatched(subject, "Other");
      const [alarm] = await theirs.raise({});
      const before = await listAll(theirs.own);
      for (const id of [alarm?.id ?? "", testId(999), "no id"]) {
        await expect(ours.own.alarm(id)).resolves.toBeUndefined();
        await expectCode(ours.own.acknowledge(id, "eve"), "not_found");
        await expectCode(ours.own.resolve(id, "eve", "mine"), "not_found");
      }
      await expect(listAll(ours.own)).resolves.toEqual([]);
      await expect(listAll(ours.own, { plantId: testId(10) })).resolves.toEqual([]);
      await expect(listAll(theirs.own)).resolves.toEqual(before);
    },
  },
  {
    name: "a deleted tenant's alarms are gone, and others keep theirs",
    async run({ subject }) {
      const gone = await newWatched(subject, "Gone");
      const kept = await newWatched(subject, "Kept");
      await gone.raise({});
      const [alarm] = await kept.raise({});
      await subject.catalog.deleteTenant(gone.scope);
      await expect(listAll(gone.own)).resolves.toEqual([]);
      await subject.alarms.apply(changes({ raised: [newAlarm(gone.scope.tenantId)] }));
      expect((await standingOf(subject.alarms)).map(({ id }) => id)).toEqual([alarm?.id]);
      await expect(idsOf(kept.own)).resolves.toEqual([alarm?.id]);
    },
  },
];
