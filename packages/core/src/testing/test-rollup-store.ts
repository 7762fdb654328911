import { expect } from "vitest";
import type { TenantScope } from "../authority.ts";
import type { PointRollup, RollupRow, RollupStore } from "../ports/rollup-store.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../time.ts";
import { TEST_DAY, testId, testScope } from "./builders.ts";
import type { Law, SuiteOptions } from "./law.ts";
import { registerLaws } from "./register.ts";

const DEVICE = testId(100);
const ALL_TIME = { start: 0, end: TEST_DAY + 1_000 * DAY_MS };

function point(last: number): PointRollup {
  const times = { firstAt: TEST_DAY + 1, lastAt: TEST_DAY + 2 };
  return {
    count: 2,
    sum: last + 1e14 + 0.1,
    min: -5,
    max: 1e14,
    first: 1,
    last,
    increase: 0.3,
    ...times,
  };
}

/** A row of five minutes; the figures tell which one. */
function row(n: number, rest: Partial<RollupRow> = {}): RollupRow {
  const lengthMs = 5 * MINUTE_MS;
  const start = TEST_DAY + n * lengthMs;
  const points = { acPower: point(n), acEnergyTotal: point(n + 0.5) };
  const interval = { deviceId: DEVICE, resolution: "5m", start, lengthMs } as const;
  return { ...interval, count: n + 1, expectedCount: 5, quality: 0, points, ...rest };
}

function read(
  store: RollupStore,
  rest: Partial<Parameters<ReturnType<RollupStore["forTenant"]>["read"]>[0]> = {},
  scope: TenantScope = testScope(),
): Promise<readonly RollupRow[]> {
  const query = { deviceIds: [DEVICE], resolution: "5m", span: ALL_TIME, ...rest } as const;
  return store.forTenant(scope).read(query);
}

function put(store: RollupStore, ...rows: RollupRow[]): Promise<void> {
  return store.forTenant(testScope()).put(rows);
}

/** What holds for every {@link RollupStore}. */
export const rollupStoreLaws: readonly Law<RollupStore>[] = [
  {
    name: "what was put is read back, every figure exactly",
    async run({ subject }) {
      const given = [row(0), row(1, { expectedCount: null, quality: 2 }), row(2, { points: {} })];
      await put(subject, ...given);
      await expect(read(subject)).resolves.toEqual(given);
    },
  },
  {
    name: "a row takes the place of the one before, whole",
    async run({ subject }) {
      await put(subject, row(0), row(1));
      const smaller = row(0, { count: 9, expectedCount: null, points: { ghi: point(3) } });
      await put(subject, smaller);
      await expect(read(subject)).resolves.toEqual([smaller, row(1)]);
    },
  },
  {
    name: "the last of two rows in one put counts",
    async run({ subject }) {
      await put(subject, row(0), row(0, { count: 7 }));
      await expect(read(subject)).resolves.toEqual([row(0, { count: 7 })]);
    },
  },
  {
    name: "a row without readings removes the one before",
    async run({ subject }) {
      await put(subject, row(0), row(1));
      await put(subject, row(0, { count: 0, points: {} }), row(2, { count: 0, points: {} }));
      await expect(read(subject)).resolves.toEqual([row(1)]);
    },
  },
  {
    name: "resolutions are apart, and local days may have 23 or 25 hours",
    async run({ subject }) {
      const day = row(0, { resolution: "1d", lengthMs: 23 * HOUR_MS });
      const hour = row(0, { resolution: "1h", lengthMs: HOUR_MS });
      await put(subject, day, row(0), hour);
      await expect(read(subject)).resolves.toEqual([row(0)]);
      await expect(read(subject, { resolution: "1h" })).resolves.toEqual([hour]);
      await expect(read(subject, { resolution: "1d" })).resolves.toEqual([day]);
    },
  },
  {
    name: "a span is half-open and means the start of the rows",
    async run({ subject }) {
      await put(subject, ...[0, 1, 2, 3].map((n) => row(n)));
      const span = { start: row(1).start, end: row(3).start };
      await expect(read(subject, { span })).resolves.toEqual([row(1), row(2)]);
    },
  },
  {
    name: "rows come by device in the asked order, then ascending",
    async run({ subject }) {
      const [one, two] = [testId(101), testId(102)];
      const given = [2, 0, 1].flatMap((n) => [
        row(n, { deviceId: one }),
        row(n, { deviceId: two }),
      ]);
      await put(subject, ...given);
      const rows = await read(subject, { deviceIds: [two, testId(999), one] });
      expect(rows.map(({ deviceId, count }) => [deviceId, count])).toEqual([
        ...[1, 2, 3].map((count) => [two, count]),
        ...[1, 2, 3].map((count) => [one, count]),
      ]);
    },
  },
  {
    name: "the last row before a time is found, of each device that has one",
    async run({ subject }) {
      const [one, two] = [testId(101), testId(102)];
      const days = row(5, { deviceId: one, resolution: "1d", lengthMs: DAY_MS });
      const rows = [
        row(1, { deviceId: one }),
        row(4, { deviceId: one }),
        row(9, { deviceId: two }),
      ];
      await put(subject, ...rows, days);
      const rollups = subject.forTenant(testScope());
      const before = (n: number) => rollups.readBefore([one, two], "5m", row(n).start);
      await expect(before(4)).resolves.toEqual([row(1, { deviceId: one })]);
      await expect(before(5)).resolves.toEqual([row(4, { deviceId: one })]);
      await expect(before(10)).resolves.toEqual([rows[1], rows[2]]);
      await expect(before(1)).resolves.toEqual([]);
    },
  },
  {
    name: "tenants never mix, and a deleted one has nothing left",
    async run({ subject }) {
      const theirs = testScope(2);
      await subject.forTenant(theirs).put([row(0)]);
      await expect(read(subject)).resolves.toEqual([]);
      await put(subject, row(1));
      await subject.deleteTenant(theirs);
      await expect(read(subject, {}, theirs)).resolves.toEqual([]);
      await expect(
        subject.forTenant(theirs).readBefore([DEVICE], "5m", ALL_TIME.end),
      ).resolves.toEqual([]);
      await expect(read(subject)).resolves.toEqual([row(1)]);
    },
  },
  {
    name: "what was put survives a restart",
    needsRestart: true,
    async run({ subject, restart }) {
      await put(subject, row(0), row(1));
      await put(subject, row(1, { count: 0, points: {} }));
      await expect(restart().then(read)).resolves.toEqual([row(0)]);
    },
  },
];

/** Registers the conformance suite of {@link RollupStore} with vitest. */
export function testRollupStore(name: string, options: SuiteOptions<RollupStore>): void {
  registerLaws(name, rollupStoreLaws, options);
}
