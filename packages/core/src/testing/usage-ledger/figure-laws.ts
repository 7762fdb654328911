import { expect } from "vitest";
import type { UsageLedger } from "../../ports/usage-ledger.ts";
import { DAY_MS } from "../../time.ts";
import type { UsageBooking } from "../../usage.ts";
import { TEST_DAY, testId, testScope } from "../builders.ts";
import { expectCode } from "../catalog/subject.ts";
import type { Law } from "../law.ts";
import { ALWAYS, booking, pointsOf, usageDay } from "./subject.ts";

const scope = testScope(1);

function ofPlant(n: number, plant: number, dcKwp: number | null): UsageBooking {
  return booking(n, { counts: {}, plant: { id: testId(plant), dcKwp } });
}

/** Laws of what is told. */
export const figureLaws: readonly Law<UsageLedger>[] = [
  {
    name: "each measure is told by day as it was booked, added up",
    async run({ subject }) {
      const counts = {
        pointsIngested: 2,
        pointsStored: 3,
        readingsRefused: 5,
        apiCalls: 7,
        liveMinutes: 11,
      };
      const { day } = booking(1);
      await subject.book([booking(1, { counts, day: day + 2 }), booking(2, { counts })]);
      await subject.book([booking(3, { counts: { apiCalls: 100 } }), booking(4, { counts: {} })]);
      await expect(subject.days(scope, ALWAYS)).resolves.toEqual([
        usageDay({ ...counts, apiCalls: 107 }),
        usageDay(counts, 2),
      ]);
    },
  },
  {
    name: "a plant counts once a day, with its largest nameplate; one that is unknown as 0",
    async run({ subject }) {
      await subject.book([ofPlant(1, 10, 5.5), ofPlant(2, 11, null), ofPlant(3, 10, 6.25)]);
      await subject.book([ofPlant(4, 10, 6), ofPlant(5, 12, 0.1)]);
      await expect(subject.days(scope, ALWAYS)).resolves.toEqual([
        usageDay({ plantsMonitored: 3, kwpMonitored: 6.35 }),
      ]);
    },
  },
  {
    name: "days are those that begin within the span, its end not included",
    async run({ subject }) {
      const { day } = booking(1);
      await subject.book([0, 1, 2].map((n) => booking(n + 1, { day: day + n })));
      const within = (start: number, end: number) =>
        subject.days(scope, { start: TEST_DAY + start, end: TEST_DAY + end });
      const [first, second] = [{ day: TEST_DAY }, { day: TEST_DAY + DAY_MS }];
      await expect(within(0, 2 * DAY_MS)).resolves.toMatchObject([first, second]);
      await expect(within(1, DAY_MS + 1)).resolves.toMatchObject([second]);
      await expect(within(0, 0)).resolves.toEqual([]);
    },
  },
  {
    name: "a call is booked as a whole or not at all",
    async run({ subject }) {
      const wrong: Partial<UsageBooking>[] = [
        { position: "-1" },
        { position: "01" },
        { position: "1.5" },
        { position: "" },
        { position: "9".repeat(61) },
        { source: "x".repeat(257) },
        { counts: { apiCalls: -1 } },
        { counts: { apiCalls: 0.5 } },
        { counts: { apiCalls: Number.NaN } },
        { day: 0.5 },
      ];
      for (const rest of wrong)
        await expectCode(subject.book([booking(1), booking(2, rest)]), "invalid_argument");
      await expect(subject.days(scope, ALWAYS)).resolves.toEqual([]);
      await subject.book([]);
      await subject.book([booking(1)]);
      await expect(pointsOf(subject)).resolves.toBe(10);
    },
  },
  {
    name: "hostile names of sources are only names",
    async run({ subject }) {
      for (const source of ["'; drop table usage_days; --", "größe 🔑", "__proto__", ""]) {
        await subject.book([booking(1, { source })]);
        await subject.book([booking(1, { source })]);
      }
      await expect(pointsOf(subject)).resolves.toBe(40);
    },
  },
  {
    name: "tenants never mix, and a deleted one has nothing left",
    async run({ subject }) {
      const theirs = booking(1, { tenantId: testId(2), plant: { id: testId(10), dcKwp: 1 } });
      await subject.book([theirs]);
      await expect(subject.days(scope, ALWAYS)).resolves.toEqual([]);
      await subject.book([booking(1)]);
      await subject.deleteTenant(testScope(2));
      await expect(subject.days(testScope(2), ALWAYS)).resolves.toEqual([]);
      await expect(pointsOf(subject)).resolves.toBe(10);
    },
  },
  {
    name: "figures and positions survive a restart",
    needsRestart: true,
    async run({ subject, restart }) {
      await subject.book([booking(1), booking(2)]);
      const reopened = await restart();
      await reopened.book([booking(2), booking(3)]);
      await expect(pointsOf(reopened)).resolves.toBe(30);
    },
  },
];
