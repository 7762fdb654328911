import { stat } from "node:fs/promises";
import { newId } from "@solarmon/core";
import { scopeOf } from "@solarmon/core/authority";
import { openTenantStores } from "@solarmon/embedded";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { DEVICE_STEPS, FINE_STEPS } from "../noisy-telemetry.ts";
import type { Report } from "../report.ts";
import { countPoints, type Sample } from "./device-rows.ts";
import { duckDbBytes } from "./duckdb-bytes.ts";
import { fillStore } from "./fill-store.ts";
import { generatedSample } from "./generated-sample.ts";
import { realSamples } from "./real-samples.ts";

const SIZE = { devices: 20, days: 30 };

/** Bytes a point on disk, all overhead included, beside DuckDB with the same values. */
export async function benchBytes(report: Report): Promise<void> {
  const generated = [
    generatedSample("generated, 1 min, 12 points in steps of the device", DEVICE_STEPS, SIZE),
    generatedSample("generated, 1 min, 12 points in steps of 1 W, 0.01 A", FINE_STEPS, SIZE),
  ];
  for (const sample of [...generated, ...realSamples()]) await benchSample(report, sample);
}

async function benchSample(report: Report, sample: Sample): Promise<void> {
  await using folder = await temporaryFolder();
  const points = countPoints(sample);
  const bytes = await ourBytes(sample, folder.path);
  const theirs = await duckDbBytes(sample, folder.path);
  report({
    bench: "store",
    metric: `bytes on disk: ${sample.name}`,
    value: bytes / points,
    unit: "byte/point",
    peer: "DuckDB, typed columns, sorted, after checkpoint",
    ratio: bytes / theirs,
  });
}

async function ourBytes(sample: Sample, folder: string): Promise<number> {
  const tenantId = newId();
  const dir = `${folder}/tenants`;
  const stores = await openTenantStores({ dir, durability: "normal" });
  await fillStore(stores.readings.forTenant(scopeOf(tenantId)), tenantId, sample);
  await stores.seal({ before: Date.now() });
  await stores[Symbol.asyncDispose]();
  return (await stat(`${dir}/${tenantId}.db`)).size;
}
