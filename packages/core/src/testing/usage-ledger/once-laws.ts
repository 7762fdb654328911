import { array, assert, asyncProperty, boolean, integer, record } from "fast-check";
import { expect } from "vitest";
import type { UsageLedger } from "../../ports/usage-ledger.ts";
import { testId, testScope } from "../builders.ts";
import type { Law } from "../law.ts";
import { booking, pointsOf } from "./subject.ts";

const RUNS = 30;

/** Laws of events that come again. */
export const onceLaws: readonly Law<UsageLedger>[] = [
  {
    name: "what was booked counts no more, whatever comes along with it",
    async run({ subject }) {
      await subject.book([booking(1), booking(2), booking(3)]);
      await subject.book([booking(2), booking(3)]);
      await expect(pointsOf(subject)).resolves.toBe(30);
      await subject.book([booking(3), booking(4), booking(2)]);
      await expect(pointsOf(subject)).resolves.toBe(40);
    },
  },
  {
    name: "positions are numbers, of any length",
    async run({ subject }) {
      const large = "4959033827149025660855969253836157109592157598913658889"; // as of Kinesis
      for (const position of ["0", "9", "10", "9007199254740993", `${large}1`, `${large}2`]) {
        await subject.book([booking(position)]);
        await subject.book([booking(position)]);
      }
      await expect(pointsOf(subject)).resolves.toBe(60);
    },
  },
  {
    name: "each tenant and source is booked for itself",
    async run({ subject }) {
      await subject.book([booking(7), booking(1, { source: "log/1" })]);
      await subject.book([booking(1, { tenantId: testId(2) }), booking(2, { source: "log/1" })]);
      await expect(pointsOf(subject)).resolves.toBe(30);
      await expect(pointsOf(subject, testScope(2))).resolves.toBe(10);
    },
  },
  {
    name: "an event may be booked in parts, in one call",
    async run({ subject }) {
      const parts = [booking(5), booking(5, { day: booking(5).day + 1 }), booking(4)];
      await subject.book(parts);
      await subject.book(parts);
      await expect(pointsOf(subject)).resolves.toBe(30);
    },
  },
  {
    name: "calls at once that book the same count once",
    async run({ subject }) {
      const batch = [booking(1), booking(2), booking(1, { tenantId: testId(2) })];
      await Promise.all(Array.from({ length: 8 }, () => subject.book(batch)));
      await expect(pointsOf(subject)).resolves.toBe(20);
      await expect(pointsOf(subject, testScope(2))).resolves.toBe(10);
    },
  },
  {
    name: "whatever is delivered again, the figures are those of each event once",
    async run({ subject }) {
      let run = 0;
      const step = record({ length: integer({ min: 1, max: 5 }), isCommitted: boolean() });
      await assert(
        asyncProperty(array(step, { maxLength: 12 }), async (steps) => {
          const tenantId = testId(1_000 + run++);
          let committed = 0; // the consumer goes on from here after a crash
          let furthest = 0;
          for (const { length, isCommitted } of steps) {
            const numbers = Array.from({ length }, (_, n) => committed + n + 1);
            await subject.book(numbers.map((n) => booking(n, { tenantId })));
            furthest = Math.max(furthest, committed + length);
            if (isCommitted) committed += length;
          }
          await expect(pointsOf(subject, testScope(1_000 + run - 1))).resolves.toBe(furthest * 10);
        }),
        { numRuns: RUNS },
      );
    },
  },
];
