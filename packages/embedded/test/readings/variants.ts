import type { ReadingStore, TenantReadings, TenantScope } from "@solarmon/core";
import { openTenantStores, type TenantStores } from "@solarmon/embedded";
import { VirtualClock } from "@solarmon/core/testing";
import { temporaryDirectory } from "../temporary-directory.ts";

/** After every instant that tests use. */
export const FAR_FUTURE = 8_640_000_000_000;

/** A store as a test sees it, with the stores behind it. */
export interface StoreUnderTest extends ReadingStore {
  readonly dir: string;
  readonly stores: readonly TenantStores[];
}

export interface Variant {
  /** Seals everything after each append. */
  readonly sealsAtOnce?: boolean;
  /** Reads through a second opener that only reads. */
  readonly readsElsewhere?: boolean;
}

/** Opens a store in a new directory, or in that of `before`, which is closed. */
export async function openVariant(
  variant: Variant,
  before?: StoreUnderTest,
): Promise<StoreUnderTest> {
  await before?.[Symbol.asyncDispose]();
  const dir = before?.dir ?? (await temporaryDirectory());
  const clock = new VirtualClock();
  const writer = await openTenantStores({ dir, clock, durability: "normal" });
  const reader = variant.readsElsewhere
    ? await openTenantStores({ dir, readOnly: true, clock })
    : writer;
  return {
    dir,
    stores: [writer, reader],
    capabilities: writer.readings.capabilities,
    forTenant: (scope) => tenantReadings(writer, reader, scope, variant),
    deleteTenant: (scope) => writer.readings.deleteTenant(scope),
    async [Symbol.asyncDispose]() {
      await writer[Symbol.asyncDispose]();
      await reader[Symbol.asyncDispose]();
    },
  };
}

function tenantReadings(
  writer: TenantStores,
  reader: TenantStores,
  scope: TenantScope,
  { sealsAtOnce = false }: Variant,
): TenantReadings {
  const writes = writer.readings.forTenant(scope);
  const reads = reader.readings.forTenant(scope);
  return {
    async append(envelopes, options) {
      const results = await writes.append(envelopes, options);
      if (sealsAtOnce) await writer.seal({ before: FAR_FUTURE });
      return results;
    },
    read: (query, options) => reads.read(query, options),
    history: (deviceId, measuredAt) => reads.history(deviceId, measuredAt),
    latest: (deviceIds) => reads.latest(deviceIds),
  };
}
