import type { Device, Id, Plant } from "@solarmon/core";
import type { ProcessorCatalog, SetAside } from "@solarmon/ingest";
import { toErrorMessage } from "./error-message.ts";
import type { CatalogAnswer, CatalogCall } from "./messages.ts";
import type { PortCalls } from "./port-calls.ts";

type Calls = PortCalls<CatalogCall, CatalogAnswer>;

/** The catalogue of the main thread, seen from the processor's. */
export function remoteCatalog(calls: Calls): ProcessorCatalog {
  return {
    forTenant: ({ tenantId }) => ({
      plant: (plantId: Id) => askPlant(calls, tenantId, plantId),
      devices: (plantId: Id) => askDevices(calls, tenantId, plantId),
      setDeviceInterval: async (deviceId: Id, intervalMs: number) => {
        await calls.call({ kind: "setInterval", tenantId, deviceId, intervalMs });
      },
    }),
  };
}

async function askPlant(calls: Calls, tenantId: Id, plantId: Id): Promise<Plant | undefined> {
  const answer = await calls.call({ kind: "plant", tenantId, plantId });
  if (answer.kind !== "plant") throw new TypeError(`unexpected answer ${answer.kind}`);
  return answer.plant;
}

async function askDevices(calls: Calls, tenantId: Id, plantId: Id): Promise<readonly Device[]> {
  const answer = await calls.call({ kind: "devices", tenantId, plantId });
  if (answer.kind !== "devices") throw new TypeError(`unexpected answer ${answer.kind}`);
  return answer.devices;
}

/** Hands records that can never be processed to the main thread, which keeps them in the quarantine. */
export function remoteSetAside(calls: Calls): SetAside {
  return async (record, error) => {
    const own = { ...record, value: record.value.slice() };
    await calls.call({ kind: "setAside", record: own, error: toErrorMessage(error) });
  };
}
