import type { DeviceType } from "./device-type.ts";
import { deviceTypeOf, PLANT_TYPE } from "./points.ts";

export interface DeviceKey {
  readonly deviceId: string;
  readonly type: DeviceType;
}

/** `<plant>_<type>_<code>_<channel>`; type 11 is the plant itself. */
const PS_KEY = /^(\d+)_(\d+)_\d+_\d+$/u;

export function readDeviceKey(psKey: string): DeviceKey | undefined {
  const [, plant, type] = PS_KEY.exec(psKey) ?? [];
  if (plant === undefined || type === undefined) return undefined;
  return { deviceId: type === PLANT_TYPE ? `site:${plant}` : psKey, type: deviceTypeOf(type) };
}

/** Calls of plants name them by `ps_id` alone. */
export function readPlantKey(psId: string): DeviceKey | undefined {
  return readDeviceKey(plantKeyOf(psId));
}

/** Key of the plant itself among its devices. */
export function plantKeyOf(psId: string): string {
  return `${psId}_${PLANT_TYPE}_0_0`;
}
