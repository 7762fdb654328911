import { type Envelope, type Id, newId, SOURCE_RANK, type TenantReadings } from "@solarmon/core";
import { scopeOf } from "@solarmon/core/authority";
import { type Durability, openTenantStores } from "@solarmon/embedded";
import { quantile } from "../../support/statistics.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { DEVICE_STEPS } from "../noisy-telemetry.ts";
import type { Report } from "../report.ts";
import { toEnvelopes } from "./fill-store.ts";
import { generatedSample } from "./generated-sample.ts";

const DEVICES = 1_000;
const MINUTES = 400;
const BATCH_ENVELOPES = 200;
const ENVELOPE_READINGS = 20;
const BATCH_READINGS = BATCH_ENVELOPES * ENVELOPE_READINGS;
const POINTS = 12;
const START_AT = Date.UTC(2026, 4, 1, 10);

/** Live readings: a thousand devices a minute, gateway batches of twenty, in appends of 4,000. */
export async function benchHot(report: Report): Promise<void> {
  for (const durability of ["full", "normal"] as const) {
    const latenciesMs = await appendHot(durability);
    const seconds = latenciesMs.reduce((sum, latencyMs) => sum + latencyMs, 0) / 1_000;
    const readings = latenciesMs.length * BATCH_READINGS;
    const metric = `live appends of ${BATCH_READINGS}, synchronous = ${durability}`;
    const figure = (suffix: string, value: number, unit: string): void =>
      report({ bench: "store", metric: `${metric}${suffix}`, value, unit });
    figure("", readings / seconds, "readings/s");
    figure("", (readings * POINTS) / seconds, "points/s");
    figure(", p50", quantile(latenciesMs, 0.5), "ms");
    figure(", p99", quantile(latenciesMs, 0.99), "ms");
  }
}

async function appendHot(durability: Durability): Promise<number[]> {
  await using folder = await temporaryFolder();
  const clock = { now: () => START_AT + MINUTES * 60_000 };
  await using stores = await openTenantStores({ dir: folder.path, durability, clock });
  const tenantId = newId();
  const readings = stores.readings.forTenant(scopeOf(tenantId));
  const latenciesMs: number[] = [];
  for (const batch of liveBatches(tenantId, START_AT, MINUTES))
    latenciesMs.push(await timed(readings, batch));
  return latenciesMs;
}

async function timed(readings: TenantReadings, batch: readonly Envelope[]): Promise<number> {
  const start = performance.now();
  await readings.append(batch);
  return performance.now() - start;
}

/** Appends of live readings, minute after minute. */
export function* liveBatches(
  tenantId: Id,
  startAt: number,
  minutes: number,
): Generator<Envelope[]> {
  const packed = packedMinutes(tenantId);
  const deviceIds = Array.from({ length: DEVICES }, newId);
  const plantId = newId();
  const source = { name: "mqtt", rank: SOURCE_RANK.live };
  let batch: Envelope[] = [];
  for (let minute = 0; minute < minutes; minute++)
    for (let device = 0; device < DEVICES; device += ENVELOPE_READINGS) {
      const measuredAt = startAt + minute * 60_000;
      const readings = deviceIds
        .slice(device, device + ENVELOPE_READINGS)
        .map((deviceId, index) => {
          const bytes = packed[(device + index + minute) % packed.length] ?? new Uint8Array();
          return { deviceId, measuredAt, quality: 0, packed: bytes };
        });
      batch.push({ tenantId, plantId, receivedAt: measuredAt + 150, source, readings });
      if (batch.length < BATCH_ENVELOPES) continue;
      yield batch;
      batch = [];
    }
}

/** Packed values of the middle of a day. */
function packedMinutes(tenantId: Id): Uint8Array[] {
  const sample = generatedSample("", DEVICE_STEPS, { devices: 1, days: 1 });
  return sample.devices
    .flatMap((device) => toEnvelopes(tenantId, sample.points, device))
    .slice(480, 960)
    .flatMap(({ readings }) => readings.map(({ packed }) => packed));
}
