import { expect } from "vitest";
import { SolarmonError } from "../../errors.ts";
import type { ReadingStore } from "../../ports/reading-store.ts";
import { DAY_MS, HOUR_MS, SECOND_MS, type Span } from "../../time.ts";
import { envelope, reading, TEST_DAY, testId, testScope } from "../builders.ts";
import { collect } from "../waiting.ts";
import type { Law } from "../law.ts";
import { ALL_TIME, append, MAX_PAGE_READINGS, onlyValues, rowsOf } from "./subject.ts";

function readingsAt(times: readonly number[], deviceId = testId(100)) {
  return times.map((measuredAt, index) => reading({ acPower: index }, { measuredAt, deviceId }));
}

/** The local day in Madrid that an instant's clock change makes shorter or longer. */
const SHORT_DAY: Span = { start: Date.UTC(2024, 2, 30, 23), end: Date.UTC(2024, 2, 31, 22) };
const LONG_DAY: Span = { start: Date.UTC(2024, 9, 26, 22), end: Date.UTC(2024, 9, 27, 23) };

function daysAgo(n: number): number {
  return TEST_DAY - n * DAY_MS;
}

/** Which readings a query gives, and in what form. */
export const spanLaws: readonly Law<ReadingStore>[] = [
  {
    name: "a span is half-open",
    async run({ subject }) {
      const span = { start: TEST_DAY, end: TEST_DAY + HOUR_MS };
      const times = [span.start - 1, span.start, span.end - 1, span.end];
      await append(subject, envelope(readingsAt(times)));
      const rows = await rowsOf(subject, { span });
      expect(rows.map(({ measuredAt }) => measuredAt)).toEqual([span.start, span.end - 1]);
    },
  },
  {
    name: "times ascend whatever the order of arrival",
    async run({ subject }) {
      const times = [5, 3, 9, 1, 7].map((step) => TEST_DAY + step * HOUR_MS);
      for (const time of times) await append(subject, envelope(readingsAt([time])));
      const rows = await rowsOf(subject);
      expect(rows.map(({ measuredAt }) => measuredAt)).toEqual(times.toSorted((a, b) => a - b));
    },
  },
  {
    name: "devices come in the asked order",
    async run({ subject }) {
      const devices = [testId(103), testId(101), testId(102)];
      const readings = devices.flatMap((device) => readingsAt([TEST_DAY], device));
      await append(subject, envelope(readings.toReversed()));
      const asked = [...devices, testId(999)];
      const query = { deviceIds: asked, points: [], span: ALL_TIME };
      const pages = await collect(subject.forTenant(testScope()).read(query));
      const given = pages.filter((page) => page.measuredAt.length > 0);
      expect(given.map(({ deviceId }) => deviceId)).toEqual(devices);
    },
  },
  {
    name: "only the asked points are read",
    async run({ subject }) {
      await append(subject, envelope([reading({ acPower: 1, dcPower: 2, ghi: 3 })]));
      const points = ["ghi", "acPower", "rain"];
      await expect(onlyValues(subject, { points })).resolves.toEqual({ acPower: 1, ghi: 3 });
    },
  },
  {
    name: "an unknown device and an empty span have no readings",
    async run({ subject }) {
      await append(subject, envelope(readingsAt([TEST_DAY])));
      await expect(rowsOf(subject, { deviceId: testId(999) })).resolves.toEqual([]);
      const empty = { start: TEST_DAY, end: TEST_DAY };
      await expect(rowsOf(subject, { span: empty })).resolves.toEqual([]);
      const tomorrow = { start: TEST_DAY + DAY_MS, end: TEST_DAY + 2 * DAY_MS };
      await expect(rowsOf(subject, { span: tomorrow })).resolves.toEqual([]);
    },
  },
  {
    name: "days of 23 and 25 hours are only spans",
    async run({ subject }) {
      for (const [span, hours] of [
        [SHORT_DAY, 23],
        [LONG_DAY, 25],
      ] as const) {
        const times = Array.from({ length: 30 }, (_, hour) => span.start + (hour - 2) * HOUR_MS);
        await append(subject, envelope(readingsAt(times)));
        await expect(rowsOf(subject, { span })).resolves.toHaveLength(hours);
      }
    },
  },
  {
    name: "late readings find their place in old days",
    async run({ subject }) {
      for (const n of [0, 1, 2, 400]) await append(subject, envelope(readingsAt([daysAgo(n)])));
      const late = [daysAgo(400) + 1, daysAgo(400) - 1, daysAgo(2) + 1, daysAgo(1_000)];
      for (const at of late) await append(subject, envelope(readingsAt([at])));
      const span = { start: daysAgo(400) - 1, end: daysAgo(1) };
      const rows = await rowsOf(subject, { span });
      const given = [daysAgo(400) - 1, daysAgo(400), daysAgo(400) + 1, daysAgo(2), daysAgo(2) + 1];
      expect(rows.map(({ measuredAt }) => measuredAt)).toEqual(given);
    },
  },
  {
    name: "pages are bounded",
    async run({ subject }) {
      const count = MAX_PAGE_READINGS + 20_001;
      const packed = reading({ acPower: 1 });
      for (let from = 0; from < count; from += 5_000) {
        const readings = Array.from({ length: Math.min(5_000, count - from) }, (_, index) => ({
          ...packed,
          measuredAt: TEST_DAY + (from + index) * SECOND_MS,
        }));
        await append(subject, envelope(readings));
      }
      const query = { deviceIds: [packed.deviceId], points: ["acPower"], span: ALL_TIME };
      let read = 0;
      for await (const { measuredAt } of subject.forTenant(testScope()).read(query)) {
        expect(measuredAt.length).toBeLessThanOrEqual(MAX_PAGE_READINGS);
        read += measuredAt.length;
      }
      expect(read).toBe(count);
    },
  },
  {
    name: "a signal that has fired ends a call as cancelled",
    async run({ subject }) {
      const readings = subject.forTenant(testScope());
      const options = { signal: AbortSignal.abort() };
      const query = { deviceIds: [testId(100)], points: [], span: ALL_TIME };
      for (const call of [
        () => readings.append([envelope(readingsAt([TEST_DAY]))], options),
        () => collect(readings.read(query, options)),
      ]) {
        const error: unknown = await call().catch((thrown: unknown) => thrown);
        expect(SolarmonError.is(error) && error.code).toBe("cancelled");
      }
      await expect(rowsOf(subject)).resolves.toEqual([]);
    },
  },
];
