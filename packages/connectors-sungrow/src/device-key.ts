import { type DeviceType, deviceTypeOf } from "./points.ts";

export interface DeviceKey {
  readonly deviceId: string;
  readonly type: DeviceType;
}

/** `<plant>_<type>_<code>_<channel>`; type 11 is the plant itself. */
const PS_KEY = /^(\d+)_(\d+)_\d+_\d+$/u;

export function readDeviceKey(psKey: string): DeviceKey | undefined {
  const [, plant, type] = PS_KEY.exec(psKey) ?? [];
  if (plant === undefined || type === undefined) return undefined;
  return { deviceId: type === "11" ? `site:${plant}` : psKey, type: deviceTypeOf(type) };
}
