import {
  type AppendResult,
  type Envelope,
  type SolarmonError,
  type TenantReadings,
  toSolarmonError,
} from "@solarmon/core";

/**
 * Appends envelopes and answers for each. One that the store cannot take is found by halving, so that it does not
 * hold up the others; a store that is down for now fails all at once.
 */
export async function appendEach(
  readings: TenantReadings,
  envelopes: readonly Envelope[],
): Promise<readonly (AppendResult | SolarmonError)[]> {
  if (envelopes.length === 0) return [];
  try {
    return await readings.append(envelopes);
  } catch (thrown) {
    const error = toSolarmonError(thrown, "the reading store failed to append");
    if (error.isRetryable || envelopes.length === 1) return envelopes.map(() => error);
    const half = envelopes.length >> 1;
    const first = await appendEach(readings, envelopes.slice(0, half));
    return [...first, ...(await appendEach(readings, envelopes.slice(half)))];
  }
}
