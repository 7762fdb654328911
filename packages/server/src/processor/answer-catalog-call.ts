import type { Catalog } from "@solarmon/core";
import { scopeOf } from "@solarmon/core/authority";
import type { SetAside } from "@solarmon/ingest";
import { fromErrorMessage } from "./error-message.ts";
import type { CatalogAnswer, CatalogCall } from "./messages.ts";

export interface CatalogParts {
  readonly catalog: Catalog;
  readonly setAside: SetAside;
}

/** Answers what the processor's thread asks of the catalogue. */
export async function answerCatalogCall(
  { catalog, setAside }: CatalogParts,
  call: CatalogCall,
): Promise<CatalogAnswer> {
  if (call.kind === "setAside") {
    await setAside(call.record, fromErrorMessage(call.error));
    return { kind: "done" };
  }
  const tenant = catalog.forTenant(scopeOf(call.tenantId));
  switch (call.kind) {
    case "plant":
      return { kind: "plant", plant: await tenant.plant(call.plantId) };
    case "devices":
      return { kind: "devices", devices: await tenant.devices(call.plantId) };
    case "setInterval":
      await tenant.setDeviceInterval(call.deviceId, call.intervalMs);
  }
  return { kind: "done" };
}
