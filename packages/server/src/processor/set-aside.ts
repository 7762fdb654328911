import {
  type Catalog,
  decodeEnvelope,
  type Envelope,
  type Quarantine,
  type ReceivedRecord,
  type SolarmonError,
  type TenantScope,
} from "@solarmon/core";
import { scopeOf } from "@solarmon/core/authority";
import type { SetAside } from "@solarmon/ingest";

/** Keeps records that can never be processed in the quarantine of the tenant they belong to. */
export function setAsideIn(catalog: Catalog, quarantine: Quarantine): SetAside {
  return async (record, error) => {
    const envelope = tryDecode(record);
    const scope = envelope ? scopeOf(envelope.tenantId) : await ownerOf(catalog, record);
    // Without any owner left there is nobody to show it to; the caller reports the error.
    if (scope) await quarantine.add(scope, [entryOf(record, envelope, error)]);
  };
}

function tryDecode(record: ReceivedRecord): Envelope | undefined {
  try {
    return decodeEnvelope(record.value);
  } catch {
    return undefined;
  }
}

/** The record's key is the plant. */
async function ownerOf(
  catalog: Catalog,
  { key }: ReceivedRecord,
): Promise<TenantScope | undefined> {
  const plant = await catalog.findPlant(key);
  return plant && scopeOf(plant.tenantId);
}

function entryOf(
  record: ReceivedRecord,
  envelope: Envelope | undefined,
  error: SolarmonError,
): Parameters<Quarantine["add"]>[1][number] {
  const count = envelope?.readings.length ?? 0;
  return {
    plantId: envelope?.plantId ?? record.key,
    deviceId: null,
    receivedAt: envelope?.receivedAt ?? record.appendedAt,
    source: envelope?.source.name ?? "stream",
    reason: "malformed",
    detail: `stream record ${record.position} could not be processed: ${error.message}`,
    sample: `${count} readings, ${record.value.length} bytes`,
  };
}
