import type { LatestReading, PlantUpdate } from "@solarmon/core";

/** A device as `[id, measuredAt, receivedAt, packed in Base64]`. */
type DeviceText = readonly [string, number, number, string];

interface UpdateText {
  readonly p: string;
  readonly m: number;
  readonly w: number | null;
  readonly d: readonly DeviceText[];
}

/** What streams and channels carry. */
export function encodeUpdate({ plantId, measuredAt, powerW, devices }: PlantUpdate): string {
  const texts = devices.map(({ deviceId, measuredAt: at, receivedAt, packed }): DeviceText => {
    const { buffer, byteOffset, byteLength } = packed;
    const base64 = Buffer.from(buffer, byteOffset, byteLength).toString("base64");
    return [deviceId, at, receivedAt, base64];
  });
  const text: UpdateText = { p: plantId, m: measuredAt, w: powerW, d: texts };
  return JSON.stringify(text);
}

/** @throws when it is no such text: only we write under our prefix */
export function decodeUpdate(text: string): PlantUpdate {
  const { p, m, w, d }: UpdateText = JSON.parse(text);
  return { plantId: p, measuredAt: m, powerW: w, devices: d.map(toReading) };
}

function toReading([deviceId, measuredAt, receivedAt, base64]: DeviceText): LatestReading {
  return {
    deviceId,
    measuredAt,
    receivedAt,
    packed: new Uint8Array(Buffer.from(base64, "base64")),
  };
}
