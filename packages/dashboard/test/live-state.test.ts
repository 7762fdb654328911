import { describe, expect, it } from "vitest";
import type { WirePlantLive } from "../src/api/types.ts";
import { applyEvent, NOTHING_KNOWN, powerNowW } from "../src/live/live-state.ts";

const iso = (at: number): string => new Date(at).toISOString();
const reading = (deviceId: string, at: number, acPower: number | null) => ({
  deviceId,
  measuredAt: iso(at),
  receivedAt: iso(at),
  values: [{ point: "acPower", value: acPower }],
});
const event = (change: Partial<WirePlantLive>): WirePlantLive => ({
  plantId: "p",
  timestamp: iso(0),
  power: 0,
  devices: [],
  cursor: "1",
  snapshot: false,
  ...change,
});

describe("live state", () => {
  const first = applyEvent(
    NOTHING_KNOWN,
    event({
      snapshot: true,
      timestamp: iso(10),
      power: 3,
      devices: [reading("a", 10, 1), reading("b", 9, 2)],
    }),
  );

  it("takes changes over what was there", () => {
    const next = applyEvent(
      first,
      event({ cursor: "2", timestamp: iso(20), power: 9, devices: [reading("b", 20, 8)] }),
    );
    expect(next).toMatchObject({ measuredAt: 20, powerW: 9, cursor: "2" });
    expect(next.devices.get("a")?.values).toEqual({ acPower: 1 });
    expect(next.devices.get("b")).toEqual({
      deviceId: "b",
      measuredAt: 20,
      values: { acPower: 8 },
      power: { measuredAt: 20, valueW: 8 },
    });
    expect(first.devices.get("b")?.measuredAt).toBe(9);
  });

  it("is replaced by a snapshot: what the snapshot does not name is gone", () => {
    const next = applyEvent(
      first,
      event({ snapshot: true, timestamp: null, power: null, cursor: "7" }),
    );
    expect(next).toEqual({ measuredAt: null, powerW: null, devices: new Map(), cursor: "7" });
  });

  it("never goes back in time for a device", () => {
    const next = applyEvent(first, event({ devices: [reading("a", 5, 99)] }));
    expect(next.devices.get("a")?.measuredAt).toBe(10);
  });

  it("keeps the power of a device that then tells only its counter, until it is too old", () => {
    const counter = { ...reading("b", 30, 0), values: [{ point: "acEnergyTotal", value: 5_000 }] };
    const next = applyEvent(first, event({ devices: [counter] }));
    const device = next.devices.get("b");
    expect(device).toMatchObject({ measuredAt: 30, values: { acEnergyTotal: 5_000 } });
    const minute = 60_000;
    expect(powerNowW(device, 9 + 15 * minute, 0)).toBe(2);
    expect(powerNowW(device, 10 + 15 * minute, 0)).toBeNull();
    expect(powerNowW(device, 10 + 15 * minute, 10 * minute)).toBe(2);
  });

  it("takes the power from the older of two readings of a snapshot", () => {
    const counter = { ...reading("a", 12, 0), values: [{ point: "acEnergyTotal", value: 5_000 }] };
    const devices = [reading("a", 10, 7), counter];
    const device = applyEvent(NOTHING_KNOWN, event({ snapshot: true, devices })).devices.get("a");
    expect(device).toMatchObject({ measuredAt: 12, power: { measuredAt: 10, valueW: 7 } });
  });

  it("takes a power that is told as missing for missing", () => {
    const next = applyEvent(first, event({ devices: [reading("b", 30, null)] }));
    expect(powerNowW(next.devices.get("b"), 30, 0)).toBeNull();
    expect(powerNowW(undefined, 30, 0)).toBeNull();
  });

  it("keeps an unknown power unknown", () => {
    expect(applyEvent(first, event({ power: null })).powerW).toBeNull();
  });
});
