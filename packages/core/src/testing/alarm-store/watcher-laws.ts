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

const PAGE_ALARMS = 1_000;
const endedAt = TEST_DAY + 60_000;
const byItself = { endedAt, how: "by_itself" } as const;

/** What the watcher relies on. */
export const watcherLaws: readonly Law<AlarmStoreUnderTest>[] = [
  {
    name: "of a kind and subject one stands, however often and by how many it is raised",
    async run({ subject: { alarms, catalog } }) {
      const { own, scope } = await newWatched({ alarms, catalog });
      const subject = { type: "plant", id: testId(10), name: "Roof" } as const;
      const alike = Array.from({ length: 6 }, (_, n) =>
        newAlarm(scope.tenantId, { subject, raisedAt: TEST_DAY + n }),
      );
      const passes = [alike.slice(0, 2), ...alike.slice(2).map((one) => [one])];
      const answers = await Promise.all(passes.map((raised) => alarms.apply(changes({ raised }))));
      const raised = answers.flatMap((ids) => [...ids]);
      expect(raised).toHaveLength(1);
      await expect(idsOf(own)).resolves.toEqual(raised);
    },
  },
  {
    name: "another kind, subject or tenant has an alarm of its own",
    async run({ subject: { alarms, catalog } }) {
      const ours = await newWatched({ alarms, catalog });
      const theirs = await newWatched({ alarms, catalog }, "Other");
      const subject = { type: "plant", id: testId(10), name: "Roof" } as const;
      const raised = [
        newAlarm(ours.scope.tenantId, { subject }),
        newAlarm(ours.scope.tenantId, { subject, kind: "communication_lost" }),
        newAlarm(ours.scope.tenantId, { subject: { ...subject, id: testId(11) } }),
        newAlarm(ours.scope.tenantId, { subject: { ...subject, type: "link" } }),
        newAlarm(theirs.scope.tenantId, { subject }),
      ];
      const done = await alarms.apply(changes({ raised }));
      expect(done).toEqual(new Set(raised.map(({ id }) => id)));
      const all = await standingOf(alarms);
      expect(all).toHaveLength(5);
      expect(all).toEqual(expect.arrayContaining(raised.map(raisedAs)));
    },
  },
  {
    name: "an alarm whose condition has ended is resolved by itself, and may be raised anew",
    async run({ subject: { alarms, catalog } }) {
      const { own, raise } = await newWatched({ alarms, catalog });
      const subject = { type: "plant", id: testId(10), name: "Roof" } as const;
      const [first] = await raise({ subject });
      const ending = { id: first?.id ?? "", ...byItself };
      await alarms.apply(changes({ ended: [ending, { ...ending, id: testId(999) }] }));
      const later = { ...ending, endedAt: endedAt + 1, how: "subject_gone" } as const;
      await alarms.apply(changes({ ended: [later], cleared: [{ id: ending.id, clearSince: 1 }] }));
      await expect(own.alarm(ending.id)).resolves.toMatchObject({
        resolvedAt: endedAt,
        endedAt,
        resolution: { how: "by_itself", by: null, reason: null },
        clearSince: null,
      });
      await expect(standingOf(alarms)).resolves.toEqual([]);
      const [again] = await raise({ subject, raisedAt: endedAt + 1 });
      await expect(idsOf(own)).resolves.toEqual([again?.id, first?.id]);
    },
  },
  {
    name: "an end and a new alarm of the same may come at once",
    async run({ subject: { alarms, catalog } }) {
      const { own, raise, scope } = await newWatched({ alarms, catalog });
      const subject = { type: "plant", id: testId(10), name: "Roof" } as const;
      const [first] = await raise({ subject });
      const next = newAlarm(scope.tenantId, { subject, raisedAt: endedAt });
      const ended = [{ id: first?.id ?? "", endedAt, how: "subject_gone" } as const];
      await alarms.apply(changes({ ended, raised: [next] }));
      await expect(idsOf(own, { isOpen: true })).resolves.toEqual([next.id]);
      await expect(idsOf(own, { isOpen: false })).resolves.toEqual([first?.id]);
    },
  },
  {
    name: "resolved by hand it stands until its condition has ended, and keeps who did it",
    async run({ subject: { alarms, catalog } }) {
      const { own, raise } = await newWatched({ alarms, catalog });
      const subject = { type: "plant", id: testId(10), name: "Roof" } as const;
      const [alarm] = await raise({ subject });
      const resolved = await own.resolve(alarm?.id ?? "", "ann", "known");
      await raise({ subject });
      await expect(listAll(own)).resolves.toEqual([{ ...resolved, foldedCount: 0 }]);
      await expect(standingOf(alarms)).resolves.toEqual([resolved]);
      await alarms.apply(changes({ ended: [{ id: resolved.id, ...byItself }] }));
      await expect(own.alarm(resolved.id)).resolves.toEqual({ ...resolved, endedAt });
      await raise({ subject });
      await expect(idsOf(own, { isOpen: true })).resolves.toHaveLength(1);
    },
  },
  {
    name: "since when the condition is over is kept, and taken back",
    async run({ subject: { alarms, catalog } }) {
      const { own, raise } = await newWatched({ alarms, catalog });
      const [alarm, other] = await raise({}, {});
      const id = alarm?.id ?? "";
      await alarms.apply(changes({ cleared: [{ id, clearSince: endedAt }] }));
      await expect(own.alarm(id)).resolves.toMatchObject({ clearSince: endedAt, resolvedAt: null });
      await expect(own.alarm(other?.id ?? "")).resolves.toMatchObject({ clearSince: null });
      await alarms.apply(changes({ cleared: [{ id, clearSince: null }] }));
      await expect(own.alarm(id)).resolves.toMatchObject({ clearSince: null });
    },
  },
  {
    name: "alarms are folded under one that is raised at the same time, counted, and taken out again",
    async run({ subject: { alarms, catalog } }) {
      const { own, raise, scope } = await newWatched({ alarms, catalog });
      const [one, two] = await raise({}, {});
      const parent = newAlarm(scope.tenantId, { kind: "communication_lost" });
      const folded = [one, two].map((child) => ({ id: child?.id ?? "", parentId: parent.id }));
      await alarms.apply(changes({ raised: [parent], folded }));
      const [listed] = await listAll(own, { isFolded: false });
      expect(listed).toEqual({ ...raisedAs(parent), foldedCount: 2 });
      await expect(own.alarm(one?.id ?? "")).resolves.toMatchObject({ parentId: parent.id });
      await alarms.apply(changes({ folded: [{ id: one?.id ?? "", parentId: null }] }));
      await expect(own.alarm(one?.id ?? "")).resolves.toMatchObject({ parentId: null });
      await expect(listAll(own, { isFolded: true })).resolves.toHaveLength(1);
    },
  },
  {
    name: "no alarm is folded under one that is not open in its tenant, nor under itself",
    async run({ subject: { alarms, catalog } }) {
      const ours = await newWatched({ alarms, catalog });
      const theirs = await newWatched({ alarms, catalog }, "Other");
      const [child, done] = await ours.raise({}, {});
      const [foreign] = await theirs.raise({});
      const id = child?.id ?? "";
      await ours.own.resolve(done?.id ?? "", "ann", "known");
      for (const parentId of [id, done?.id ?? "", foreign?.id ?? "", testId(999)]) {
        await alarms.apply(changes({ folded: [{ id, parentId }] }));
        await expect(ours.own.alarm(id)).resolves.toMatchObject({ parentId: null });
      }
    },
  },
  {
    name: "when an alarm is resolved, by itself or by hand, open ones under it stand by themselves",
    async run({ subject: { alarms, catalog } }) {
      const { own, raise } = await newWatched({ alarms, catalog });
      for (const byHand of [true, false]) {
        const [parent, open, done] = await raise({}, {}, {});
        const parentId = parent?.id ?? "";
        const ids = [open?.id ?? "", done?.id ?? ""] as const;
        await alarms.apply(changes({ folded: ids.map((id) => ({ id, parentId })) }));
        await own.resolve(ids[1], "ann", "known");
        if (byHand) await own.resolve(parentId, "ann", "known");
        else await alarms.apply(changes({ ended: [{ id: parentId, ...byItself }] }));
        await expect(own.alarm(ids[0])).resolves.toMatchObject({ parentId: null });
        await expect(own.alarm(ids[1])).resolves.toMatchObject({ parentId });
      }
    },
  },
  {
    name: "all that stand come once, in pages of 1,000 at most",
    async run({ subject: { alarms, catalog } }) {
      const { raise, scope } = await newWatched({ alarms, catalog });
      const many = Array.from({ length: PAGE_ALARMS + 20 }, () => newAlarm(scope.tenantId));
      const done = await alarms.apply(changes({ raised: many }));
      expect(done.size).toBe(many.length);
      const [gone] = await raise({});
      await alarms.apply(changes({ ended: [{ id: gone?.id ?? "", ...byItself }] }));
      const seen: string[] = [];
      for await (const page of alarms.standing()) {
        expect(page.length).toBeLessThanOrEqual(PAGE_ALARMS);
        seen.push(...page.map(({ id }) => id));
      }
      expect(seen.toSorted()).toEqual(many.map(({ id }) => id).toSorted());
    },
  },
  {
    name: "nothing is done when one of the evidences is too large",
    async run({ subject: { alarms, catalog } }) {
      const { own, scope } = await newWatched({ alarms, catalog });
      const evidence = { since: TEST_DAY, values: { text: "x".repeat(5_000) }, threshold: {} };
      const raised = [newAlarm(scope.tenantId), newAlarm(scope.tenantId, { evidence })];
      await expectCode(alarms.apply(changes({ raised })), "too_large");
      await expect(listAll(own)).resolves.toEqual([]);
    },
  },
  {
    name: "alarms and what became of them survive a restart",
    needsRestart: true,
    async run({ subject, restart }) {
      const { own, raise, scope } = await newWatched(subject);
      const [one, two, three] = await raise({}, {}, {});
      await own.acknowledge(one?.id ?? "", "ann");
      await own.resolve(two?.id ?? "", "ann", "known");
      const folded = [{ id: three?.id ?? "", parentId: one?.id ?? "" }];
      const cleared = [{ id: one?.id ?? "", clearSince: endedAt }];
      await subject.alarms.apply(changes({ folded, cleared }));
      const before = await listAll(own);
      expect(before).toHaveLength(3);
      const { alarms } = await restart();
      await expect(listAll(alarms.forTenant(scope))).resolves.toEqual(before);
      expect((await standingOf(alarms)).map(({ id }) => id).toSorted()).toEqual(
        before.map(({ id }) => id).toSorted(),
      );
    },
  },
];
