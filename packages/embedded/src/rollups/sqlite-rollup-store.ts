import {
  decodeRollup,
  encodeRollup,
  type Id,
  type Instant,
  pointByName,
  type Resolution,
  type RollupQuery,
  type RollupRow,
  type RollupStore,
  type TenantRollups,
  type TenantScope,
} from "@solarmon/core";
import type { TenantFile } from "../tenant/tenant-file.ts";
import type { TenantFiles } from "../tenant/tenant-files.ts";
import { asBytes, asNumber } from "../sqlite/sqlite-value.ts";

/** Part of the stored form. */
const NUMBERS: Readonly<Record<Resolution, number>> = { "5m": 0, "1h": 1, "1d": 2 };

class SqliteTenantRollups implements TenantRollups {
  readonly #files: TenantFiles;
  readonly #tenantId: Id;

  constructor(files: TenantFiles, tenantId: Id) {
    this.#files = files;
    this.#tenantId = tenantId;
  }

  async put(rows: readonly RollupRow[]): Promise<void> {
    if (rows.length === 0) return;
    const file = this.#files.forWriting(this.#tenantId);
    file.writer.change(() => {
      for (const row of rows) putRow(file, row);
    });
  }

  async read(query: RollupQuery): Promise<readonly RollupRow[]> {
    const file = this.#files.forReading(this.#tenantId);
    if (!file) return [];
    return file.sqlite.read(() =>
      query.deviceIds.flatMap((deviceId) => readDevice(file, deviceId, query)),
    );
  }

  async readBefore(
    deviceIds: readonly Id[],
    resolution: Resolution,
    before: Instant,
  ): Promise<readonly RollupRow[]> {
    const file = this.#files.forReading(this.#tenantId);
    if (!file) return [];
    return file.sqlite.read(() =>
      deviceIds.flatMap((deviceId) => readLastBefore(file, deviceId, resolution, before) ?? []),
    );
  }
}

function putRow({ sqlite, devices }: TenantFile, row: RollupRow): void {
  const key = [NUMBERS[row.resolution], devices.ensure(row.deviceId), row.start] as const;
  if (row.count === 0)
    sqlite.run("delete from rollups where resolution = ? and device = ? and start = ?", ...key);
  else sqlite.run("insert or replace into rollups values (?, ?, ?, ?)", ...key, encodeRollup(row));
}

function readDevice(
  { sqlite, devices }: TenantFile,
  deviceId: Id,
  { resolution, span, points }: RollupQuery,
): RollupRow[] {
  const device = devices.find(deviceId);
  if (device === undefined) return [];
  const wanted = points && new Set(points.flatMap((name) => pointByName(name)?.code ?? []));
  const rows = sqlite.rows(
    `select start, bytes from rollups
     where resolution = ? and device = ? and start >= ? and start < ? order by start`,
    NUMBERS[resolution],
    device,
    span.start,
    span.end,
  );
  return rows.map(([at, bytes]) => {
    const start = asNumber(at);
    return { deviceId, resolution, start, ...decodeRollup(asBytes(bytes), start, wanted) };
  });
}

function readLastBefore(
  { sqlite, devices }: TenantFile,
  deviceId: Id,
  resolution: Resolution,
  before: Instant,
): RollupRow | undefined {
  const device = devices.find(deviceId);
  if (device === undefined) return undefined;
  const row = sqlite.row(
    `select start, bytes from rollups
     where resolution = ? and device = ? and start < ? order by start desc limit 1`,
    NUMBERS[resolution],
    device,
    before,
  );
  if (!row) return undefined;
  const start = asNumber(row[0]);
  const body = decodeRollup(asBytes(row[1]), start, undefined);
  return { deviceId, resolution, start, ...body };
}

/** {@link RollupStore} in the SQLite file of each tenant. */
export class SqliteRollupStore implements RollupStore {
  readonly #files: TenantFiles;

  constructor(files: TenantFiles) {
    this.#files = files;
  }

  forTenant(scope: TenantScope): TenantRollups {
    return new SqliteTenantRollups(this.#files, scope.tenantId);
  }

  async deleteTenant(scope: TenantScope): Promise<void> {
    this.#files.remove(scope.tenantId);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#files.close();
  }
}
