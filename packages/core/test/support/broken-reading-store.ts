import type { Envelope, PackedReading, ReadingStore, TenantReadings } from "@solarmon/core";
import { MemoryReadingStore } from "@solarmon/core/memory";
import { broken } from "./broken.ts";

/** A store whose tenants' readings are broken alike; `change` runs once a store and tenant. */
export function breakReadings(
  change: (inner: TenantReadings) => Partial<TenantReadings>,
): () => ReadingStore {
  return () => {
    const tenants = new Map<string, TenantReadings>();
    return broken<ReadingStore>(new MemoryReadingStore(), (inner) => ({
      forTenant(scope) {
        const held = tenants.get(scope.tenantId) ?? broken(inner.forTenant(scope), change);
        tenants.set(scope.tenantId, held);
        return held;
      },
    }));
  };
}

/** A store that takes other envelopes than it was given. */
export function breakEnvelopes(change: (envelope: Envelope) => Envelope): () => ReadingStore {
  return breakReadings((inner) => ({
    append: (envelopes, options) => inner.append(envelopes.map(change), options),
  }));
}

/** A store that takes other readings than it was given. */
export function breakEach(
  change: (reading: PackedReading, envelope: Envelope) => PackedReading,
): () => ReadingStore {
  return breakEnvelopes((envelope) => ({
    ...envelope,
    readings: envelope.readings.map((reading) => change(reading, envelope)),
  }));
}
