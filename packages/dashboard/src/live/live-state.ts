import type { WirePlantLive, WireReading } from "../api/types.ts";

/** Newest reading of a device. */
export interface LiveDevice {
  readonly deviceId: string;
  readonly measuredAt: number;
  readonly values: Readonly<Record<string, number | null>>;
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
    const device = toLiveDevice(reading);
    const held = devices.get(device.deviceId);
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

function toLiveDevice(reading: WireReading): LiveDevice {
  return {
    deviceId: reading.deviceId,
    measuredAt: Date.parse(reading.measuredAt),
    values: Object.fromEntries(reading.values.map(({ point, value }) => [point, value])),
  };
}
