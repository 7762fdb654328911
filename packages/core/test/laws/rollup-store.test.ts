import type { RollupRow, RollupStore, TenantRollups } from "@solarmon/core";
import { MemoryRollupStore } from "@solarmon/core/memory";
import { rollupStoreLaws, testScope } from "@solarmon/core/testing";
import { broken } from "../support/broken.ts";
import { proveLaws, type Fake } from "../support/prove-laws.ts";

/** A store whose tenants' roll-ups are broken alike. */
function breakIt(change: (inner: TenantRollups) => Partial<TenantRollups>): () => RollupStore {
  return () =>
    broken<RollupStore>(new MemoryRollupStore(), (inner) => ({
      forTenant: (scope) => broken(inner.forTenant(scope), change),
    }));
}

function inFloats(row: RollupRow): RollupRow {
  const points = Object.entries(row.points).map(([name, point]): [string, typeof point] => [
    name,
    { ...point, sum: Math.fround(point.sum) },
  ]);
  return { ...row, points: Object.fromEntries(points) };
}

const fakes: Record<string, Fake<RollupStore>> = {
  "what was put is read back, every figure exactly": breakIt((inner) => ({
    put: (rows) => inner.put(rows.map(inFloats)),
  })),
  "a row takes the place of the one before, whole": breakIt((inner) => ({
    async put(rows) {
      for (const row of rows) {
        const { deviceId, resolution, start } = row;
        const span = { start, end: start + 1 };
        const [before] = await inner.read({ deviceIds: [deviceId], resolution, span });
        await inner.put([{ ...row, points: { ...before?.points, ...row.points } }]);
      }
    },
  })),
  "the last of two rows in one put counts": breakIt((inner) => ({
    put: (rows) => inner.put(rows.toReversed()),
  })),
  "a row without readings removes the one before": breakIt((inner) => ({
    put: (rows) => inner.put(rows.filter(({ count }) => count > 0)),
  })),
  "resolutions are apart, and local days may have 23 or 25 hours": breakIt((inner) => ({
    put: (rows) =>
      inner.put(
        rows.map((row) => ({ ...row, lengthMs: row.lengthMs > 4e7 ? 86_400_000 : row.lengthMs })),
      ),
  })),
  "a span is half-open and means the start of the rows": breakIt((inner) => ({
    read: ({ span: { start, end }, ...query }) =>
      inner.read({ ...query, span: { start: start - 1, end: end + 1 } }),
  })),
  "rows come by device in the asked order, then ascending": breakIt((inner) => ({
    read: ({ deviceIds, ...query }) => inner.read({ ...query, deviceIds: deviceIds.toSorted() }),
  })),
  "the last row before a time is found, of each device that has one": breakIt((inner) => ({
    readBefore: (deviceIds, resolution, before) =>
      inner.readBefore(deviceIds, resolution, before + 1),
  })),
  "tenants never mix, and a deleted one has nothing left": () =>
    broken<RollupStore>(new MemoryRollupStore(), (inner) => ({
      forTenant: () => inner.forTenant(testScope(1)),
    })),
  "what was put survives a restart": {
    create: () => new MemoryRollupStore(),
    restart: () => new MemoryRollupStore(),
  },
};

proveLaws("the laws of RollupStore catch", rollupStoreLaws, fakes);
