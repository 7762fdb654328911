import type { Envelope, ReadingStore, TenantReadings } from "@solarmon/core";

/** A reading store whose `append` first asks `fault`, which may throw. */
export function faultyReadings(
  store: ReadingStore,
  fault: (envelopes: readonly Envelope[]) => void,
): ReadingStore {
  const wrap = (own: TenantReadings): TenantReadings => ({
    append: async (envelopes, options) => {
      fault(envelopes);
      return own.append(envelopes, options);
    },
    read: (query, options) => own.read(query, options),
    history: async (deviceId, measuredAt) => own.history(deviceId, measuredAt),
    latest: async (deviceIds) => own.latest(deviceIds),
  });
  return {
    capabilities: store.capabilities,
    forTenant: (scope) => wrap(store.forTenant(scope)),
    deleteTenant: async (scope) => store.deleteTenant(scope),
    [Symbol.asyncDispose]: async () => store[Symbol.asyncDispose](),
  };
}
