import { IdCache, newId } from "@solarmon/core";
import { scopeOf } from "@solarmon/core/authority";
import { connectPostgres, openPostgres } from "@solarmon/postgres";
import { Client } from "pg";
import { quantile } from "../../support/statistics.ts";
import type { Report } from "../report.ts";
import { liveBatches } from "../store/bench-hot.ts";
import { copyInto, toCopyBytes } from "./copy-rows.ts";
import type { BenchDatabase } from "./prepare-database.ts";

const START_AT = Date.UTC(2026, 4, 1, 10);
const MINUTES = 400;
const BATCH_READINGS = 4_000;
const POINTS = 12;
const DAY_SLOTS = 24;

/**
 * Live readings of a thousand devices in appends of 4,000, each beside a bare COPY of the same rows, ready as bytes, into
 * the same partitioned table without row-level security: turn by turn, so that both have the same minutes of the machine.
 */
export async function benchWrites(report: Report, database: BenchDatabase): Promise<void> {
  const clock = { now: () => START_AT };
  const pools = connectPostgres({ url: database.appUrl, operatorUrl: database.operatorUrl });
  await using stores = await openPostgres({ ...pools, clock });
  const client = new Client({ connectionString: database.adminUrl });
  await client.connect();
  await makeBareTable(client);
  const tenantId = newId();
  const readings = stores.readings.forTenant(scopeOf(tenantId));
  const ids = new IdCache();
  const [storeMs, copyMs]: [number[], number[]] = [[], []];
  for (const batch of liveBatches(tenantId, START_AT, MINUTES)) {
    const bytes = toCopyBytes(batch, ids);
    const copy = async (): Promise<void> =>
      void copyMs.push(await timed(() => copyInto(client, "bare", bytes)));
    const store = async (): Promise<void> =>
      void storeMs.push(await timed(() => readings.append(batch)));
    for (const turn of storeMs.length % 2 === 0 ? [copy, store] : [store, copy]) await turn();
  }
  await client.end();
  const [ours, theirs] = [storeMs, copyMs].map(perSecond);
  const figure = (metric: string, value: number, unit: string): void =>
    report({ bench: "postgres", metric, value, unit });
  report({
    bench: "postgres",
    metric: `live appends of ${BATCH_READINGS}`,
    value: ours ?? 0,
    unit: "readings/s",
    peer: "bare COPY of the same rows",
    ratio: (ours ?? 0) / (theirs ?? Number.NaN),
  });
  figure(`live appends of ${BATCH_READINGS}`, (ours ?? 0) * POINTS, "points/s");
  figure(`live appends of ${BATCH_READINGS}, p50`, quantile(storeMs, 0.5), "ms");
  figure(`live appends of ${BATCH_READINGS}, p99`, quantile(storeMs, 0.99), "ms");
}

function perSecond(latenciesMs: readonly number[]): number {
  const seconds = latenciesMs.reduce((sum, latencyMs) => sum + latencyMs, 0) / 1_000;
  return (latenciesMs.length * BATCH_READINGS) / seconds;
}

async function timed(act: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await act();
  return performance.now() - start;
}

async function makeBareTable(client: Client): Promise<void> {
  await client.query(
    "create table bare (like solarmon.readings_hot including all) partition by range (slot)",
  );
  const day = Math.floor(START_AT / 86_400_000);
  for (let n = day; n < day + 8; n++)
    await client.query(
      `create table bare_${n} partition of bare for values from (${n * DAY_SLOTS}) to (${(n + 1) * DAY_SLOTS})`,
    );
}
