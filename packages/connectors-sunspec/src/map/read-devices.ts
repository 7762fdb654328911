import type { DecodedReading, ProblemList, ValueMap } from "@solarmon/connectors-kit";
import type { Instant } from "@solarmon/core";
import type { SunSpecModel } from "../read-models.ts";
import {
  type DevicePart,
  groupModels,
  KIND_OF_ROLE,
  type ModelGroup,
  type PartRole,
  partsOf,
} from "./device-parts.ts";
import { DeviceKeys } from "./device-keys.ts";
import { Hybrid } from "./hybrid.ts";
import { mapBattery } from "./map-battery.ts";
import { mapInverter } from "./map-inverter.ts";
import { mapMeter } from "./map-meter.ts";
import { mapCombiner, mapWeather } from "./map-sensors.ts";

/** A device behind these models. */
export interface SunSpecDevicePart {
  readonly key: string;
  readonly role: PartRole;
  readonly group: ModelGroup;
  /** What it measured; without any value when it sleeps, or is not fitted. */
  readonly values: ValueMap;
}

/** What the devices behind these models measured. */
export function readDevices(
  models: readonly SunSpecModel[],
  measuredAt: Instant,
  problems: ProblemList,
): readonly DecodedReading[] {
  return devicesIn(models, problems)
    .filter(({ values }) => Object.keys(values).length > 0)
    .map(({ key, role, values }) => ({
      deviceId: key,
      kind: KIND_OF_ROLE[role],
      measuredAt,
      values,
    }));
}

/** The devices themselves. Who measures nothing keeps its key: those behind it must not move up. */
export function devicesIn(
  models: readonly SunSpecModel[],
  problems: ProblemList,
): readonly SunSpecDevicePart[] {
  const keys = new DeviceKeys();
  return groupModels(models).flatMap((group) => readGroup(group, keys, problems));
}

function readGroup(
  group: ModelGroup,
  keys: DeviceKeys,
  problems: ProblemList,
): readonly SunSpecDevicePart[] {
  const parts = partsOf(group);
  keys.enter(group, parts);
  const hybrid = new Hybrid(group);
  const devices = parts.flatMap((part) =>
    readPart(part, parts, group, hybrid, problems).map((values) => ({
      key: keys.next(part.role),
      role: part.role,
      group,
      values,
    })),
  );
  for (const part of parts) for (const view of part.views) view.report(problems);
  tellUnread(group, problems);
  return devices;
}

function readPart(
  part: DevicePart,
  parts: readonly DevicePart[],
  group: ModelGroup,
  hybrid: Hybrid,
  problems: ProblemList,
): readonly ValueMap[] {
  const { role, views } = part;
  if (role === "inverter") return [mapInverter(views, hybrid, problems)];
  if (role === "meter") return [mapMeter(views, manufacturerOf(group), problems)];
  if (role === "battery") return [mapBattery(views, inputsIn(parts), hybrid, problems)];
  return role === "weather" ? mapWeather(views, problems) : [mapCombiner(views, problems)];
}

function manufacturerOf({ common }: ModelGroup): string {
  const name = common?.values["Mn"];
  return typeof name === "string" ? name : "";
}

function inputsIn(parts: readonly DevicePart[]): DevicePart["views"] {
  return parts.flatMap((part) => part.views.filter((view) => view.model.id === 160));
}

function tellUnread(group: ModelGroup, problems: ProblemList): void {
  for (const { name, id, address, length } of group.models)
    if (name === null)
      problems.add(String(address), "unsupported", `model ${id} (${length} registers) is not read`);
}
