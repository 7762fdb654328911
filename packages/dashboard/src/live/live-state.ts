import type { WirePlantLive, WireReading } from "../api/types.ts";
import { freshnessOf } from "../status/freshness.ts";

/** Newest reading of a device. */
export interface LiveDevice {
  readonly deviceId: string;
  readonly measuredAt: number;
  readonly values: Readonly<Record<string, number | null>>;
  /** The newest power: of this reading, or of one before it when this one speaks of other points only. */
  readonly power: LivePower | null;
}

interface LivePower {
  readonly measuredAt: number;
  /** AC power [W]; `null` when it was told as missing. */
  readonly valueW: number | null;
}

/** What is known about a plant right now. */
export interface LiveState {
  /** Newest measured time among the devices; `null` before the first reading. */
  readonly measuredAt: number | null;
  /** AC power [W]; `null` when no inverter has a fresh reading. */
  readonly powerW: number | null;
  readonly devices: ReadonlyMap<string, LiveDevice>;
  /** Where to go on from; `null` before the first event. */
  readonly cursor: string | null;
}

export const NOTHING_KNOWN: LiveState = {
  measuredAt: null,
  powerW: null,
  devices: new Map(),
  cursor: null,
};

/** A snapshot replaces the state; a change is laid over it. A device never goes back in time. */
export function applyEvent(state: LiveState, event: WirePlantLive): LiveState {
  const devices = new Map(event.snapshot ? [] : state.devices);
  for (const reading of event.devices) {
    const held = devices.get(reading.deviceId);
    const device = toLiveDevice(reading, held);
    if (held === undefined || held.measuredAt <= device.measuredAt)
      devices.set(device.deviceId, device);
  }
  const measuredAt = event.timestamp === null ? null : Date.parse(event.timestamp);
  return {
    measuredAt: event.snapshot ? measuredAt : (measuredAt ?? state.measuredAt),
    powerW: event.power,
    devices,
    cursor: event.cursor,
  };
}

function toLiveDevice(reading: WireReading, held: LiveDevice | undefined): LiveDevice {
  const measuredAt = Date.parse(reading.measuredAt);
  const values = Object.fromEntries(reading.values.map(({ point, value }) => [point, value]));
  const valueW = values["acPower"];
  const power = valueW === undefined ? (held?.power ?? null) : { measuredAt, valueW };
  return { deviceId: reading.deviceId, measuredAt, values, power };
}

/** Power of a device now [W]; `null` when the newest one is older than live data may be. */
export function powerNowW(
  device: LiveDevice | undefined,
  now: number,
  intervalMs: number,
): number | null {
  if (!device?.power) return null;
  const isSilent = freshnessOf(now - device.power.measuredAt, intervalMs) === "silent";
  return isSilent ? null : device.power.valueW;
}
