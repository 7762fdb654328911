import type { Span } from "@solarmon/core";
import { scopeOf } from "@solarmon/core/authority";
import { connectPostgres, openPostgres, type PostgresStores } from "@solarmon/postgres";
import type { DatabaseEnvironment } from "../../support/prepare-database.ts";
import type { PreparedFleet } from "../../support/prepare-fleet.ts";
import type { Ledger } from "../ledger.ts";
import type { Verdict } from "../verify.ts";

const DAY_MS = 86_400_000;

/** The stores of a database, past every server. */
export function openDatabase({
  DATABASE_URL: url,
  DATABASE_OPERATOR_URL: operatorUrl,
}: DatabaseEnvironment): Promise<PostgresStores> {
  return openPostgres(connectPostgres({ url, operatorUrl }));
}

/** The load's times: it begins six hours ago and takes a millisecond of them per message. */
function spanOfLoad(): Span {
  const now = Date.now();
  return { start: now - DAY_MS, end: now + DAY_MS };
}

/** A verdict, and the measured times of what was lost. */
export interface Counted extends Verdict {
  readonly lostAt: readonly number[];
}

/** Holds the database against what was acknowledged. */
export async function countStored(
  stores: PostgresStores,
  fleet: PreparedFleet,
  ledger: Ledger,
): Promise<Counted> {
  const found = await readAll(stores, fleet);
  const lostAt: number[] = [];
  let [stored, duplicated] = [0, 0];
  for (const { times, powers } of found.values()) {
    stored += times.length;
    duplicated += times.length - new Set(times).size;
    if (times.length !== powers.length) throw new TypeError("a power for each time");
  }
  for (const [deviceId, readings] of ledger.devices()) {
    const { times, powers } = found.get(deviceId) ?? { times: [], powers: [] };
    const byTime = new Map(times.map((time, index) => [time, powers[index]]));
    for (const [at, powerW] of readings) if (byTime.get(at) !== powerW) lostAt.push(at);
  }
  const rollupDifference = (await countRolledUp(stores, fleet)) - stored;
  const lost = lostAt.length;
  return { acknowledged: ledger.count, stored, lost, duplicated, rollupDifference, lostAt };
}

interface Powers {
  readonly times: number[];
  readonly powers: number[];
}

async function readAll(
  stores: PostgresStores,
  fleet: PreparedFleet,
): Promise<ReadonlyMap<string, Powers>> {
  const readings = stores.readings.forTenant(scopeOf(fleet.tenantId));
  const deviceIds = fleet.devices.map(({ deviceId }) => deviceId);
  const found = new Map<string, Powers>();
  for await (const page of readings.read({ deviceIds, points: ["acPower"], span: spanOfLoad() })) {
    const own = found.get(page.deviceId) ?? { times: [], powers: [] };
    found.set(page.deviceId, own);
    for (const at of page.measuredAt) own.times.push(at);
    for (const powerW of page.values["acPower"] ?? []) own.powers.push(powerW);
  }
  return found;
}

async function countRolledUp(stores: PostgresStores, fleet: PreparedFleet): Promise<number> {
  const rollups = stores.rollups.forTenant(scopeOf(fleet.tenantId));
  const deviceIds = fleet.devices.map(({ deviceId }) => deviceId);
  const rows = await rollups.read({ deviceIds, resolution: "5m", span: spanOfLoad() });
  return rows.reduce((sum, { count }) => sum + count, 0);
}
