import { type DiscoveredDevice, type DiscoveredSite, ProblemList } from "@solarmon/connectors-kit";
import { capabilitiesOf } from "./capabilities.ts";

import { KIND_OF_ROLE, type ModelGroup } from "./map/device-parts.ts";
import { devicesIn, type SunSpecDevicePart } from "./map/read-devices.ts";
import { readModels } from "./read-models.ts";
import type { SunSpecSettings } from "./settings.ts";
import type { UnitAnswer } from "./unit-answer.ts";

/** A host is one site. */
const SITE_KEY = "local";

/** The one site of a host, with the devices of all units that answered. */
export function discoverSite(
  answers: readonly UnitAnswer[],
  { host, bases }: SunSpecSettings,
): DiscoveredSite {
  const parts = answers.flatMap((answer) => {
    if ("error" in answer) return [];
    const models = readModels(answer.image, bases)?.models ?? [];
    const devices = devicesIn(models, new ProblemList());
    return devices.filter(isFitted).map((part) => ({ part, unitId: answer.unitId }));
  });
  const devices = parts.map(({ part, unitId }) => deviceOf(part, unitId));
  return {
    key: SITE_KEY,
    name: devices[0] === undefined ? host : `${devices[0].name} at ${host}`,
    // Registers do not say where they are.
    timeZone: null,
    devices,
    capabilities: capabilitiesOf(
      parts.map(({ part }) => part),
      answers,
    ),
  };
}

/** Inverters sleep; a battery or a sensor whose models hold no value at all is not there. */
function isFitted({ role, values }: SunSpecDevicePart): boolean {
  return role === "inverter" || Object.keys(values).length > 0;
}

function deviceOf({ key, role, group }: SunSpecDevicePart, unitId: number): DiscoveredDevice {
  const { Mn, Md, Vr } = group.common?.values ?? {};
  const make = [Mn, Md].filter((text) => typeof text === "string").join(" ");
  const ratedPowerW = role === "inverter" ? ratedPowerIn(group) : null;
  const suffix = key.split("/")[1];
  return {
    key,
    kind: KIND_OF_ROLE[role],
    name: [make === "" ? key : make, suffix].filter(Boolean).join(", "),
    address: { unitId: String(unitId) },
    ...(typeof Md === "string" && { model: Md }),
    ...(typeof Vr === "string" && { firmware: Vr }),
    ...(ratedPowerW !== null && { ratedPowerW }),
  };
}

/** From the nameplate (120) or the capacity (702). */
function ratedPowerIn({ models }: ModelGroup): number | null {
  for (const { values } of models) {
    const rating = values["WRtg"] ?? values["WMaxRtg"];
    if (typeof rating === "number" && rating > 0) return rating;
  }
  return null;
}
