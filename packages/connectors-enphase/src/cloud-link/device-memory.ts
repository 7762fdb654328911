import {
  ConnectorError,
  isJsonObject,
  type JsonObject,
  type LinkCall,
  listOf,
  objectOf,
  textOf,
} from "@solarmon/connectors-kit";
import { type Clock, DAY_MS, type Instant } from "@solarmon/core";
import { type CloudApi, fieldsOf } from "./cloud-api.ts";

/** What a system is made of, as far as anything can be read of it. */
export interface SystemParts {
  readonly hasMicros: boolean;
  readonly hasProductionMeter: boolean;
  /** A meter at the grid: import and export. */
  readonly hasGridMeter: boolean;
  readonly hasBattery: boolean;
  readonly firmware: string | undefined;
}

/** Hardware changes rarely, and asking costs a call of a small budget. */
const KEPT_MS = 7 * DAY_MS;

/** Parts of each system, asked once a week. */
export class DeviceMemory {
  readonly #api: CloudApi;
  readonly #clock: Clock;
  readonly #kept = new Map<string, { readonly parts: SystemParts; readonly until: Instant }>();

  constructor(api: CloudApi, clock: Clock) {
    this.#api = api;
    this.#clock = clock;
  }

  /** `undefined` where the list is not shared with the app. */
  async partsOf(systemId: string, call: LinkCall): Promise<SystemParts | undefined> {
    const now = this.#clock.now();
    const kept = this.#kept.get(systemId);
    if (kept && now < kept.until) return kept.parts;
    const parts = await this.#ask(systemId, call);
    if (parts) this.#kept.set(systemId, { parts, until: now + KEPT_MS });
    return parts;
  }

  async #ask(systemId: string, call: LinkCall): Promise<SystemParts | undefined> {
    try {
      const path = `/${encodeURIComponent(systemId)}/devices`;
      return partsIn(objectOf(fieldsOf(await this.#api.get(path, call))["devices"]) ?? {});
    } catch (error) {
      const isLasting =
        ConnectorError.isConnectorError(error) &&
        (error.kind === "gone" || error.kind === "permission");
      if (isLasting) return undefined;
      throw error;
    }
  }
}

function partsIn(devices: JsonObject): SystemParts {
  const group = (name: string): JsonObject[] =>
    listOf(devices[name]).filter(isJsonObject).filter(isActive);
  const meters = group("meters").map(({ config_type: type }) => textOf(type)?.toLowerCase());
  const batteries = [...group("encharges"), ...group("acbs")];
  return {
    hasMicros: group("micros").length > 0,
    hasProductionMeter: meters.includes("production"),
    hasGridMeter: meters.includes("net"),
    hasBattery: batteries.length > 0,
    firmware: textOf(group("gateways")[0]?.["emu_sw_version"]),
  };
}

/** A boolean, or the text of one. */
function isActive({ active }: JsonObject): boolean {
  return active === undefined || active === true || active === "true";
}
