import type { DecodeResult } from "@solarmon/connectors-kit";
import { type CallOptions, type Clock, SolarmonError, systemClock } from "@solarmon/core";
import { decodeRegisters } from "../decode.ts";
import { HostQueue } from "./host-queue.ts";
import { type ModbusDevice, ModbusLink, type ModbusPatience } from "./modbus-link.ts";
import { readImage } from "./read-image.ts";

export interface SunSpecReaderOptions extends ModbusPatience {
  readonly clock?: Clock;
  /** Where to look for the marker. Default: the usual ones. */
  readonly bases?: readonly number[];
}

/** Reads SunSpec devices over Modbus TCP. */
export interface SunSpecReader {
  /**
   * What the device measures now. Devices behind one host take turns: many allow a single connection.
   *
   * @throws `unavailable` no answer · `refused` not in this way · `not_found` no SunSpec map · `cancelled`
   */
  read(device: ModbusDevice, options?: CallOptions): Promise<DecodeResult>;
}

export function createSunSpecReader(options: SunSpecReaderOptions = {}): SunSpecReader {
  const queue = new HostQueue();
  return {
    read: (device, { signal } = {}) =>
      queue.run(`${device.host}:${device.port ?? 502}`, () => readDevice(device, options, signal)),
  };
}

async function readDevice(
  device: ModbusDevice,
  options: SunSpecReaderOptions,
  signal: AbortSignal | undefined,
): Promise<DecodeResult> {
  const { clock = systemClock, bases, ...patience } = options;
  await using link = new ModbusLink(device, patience, signal);
  const image = await readImage(link, bases);
  if (image !== undefined) return decodeRegisters(image, clock.now(), bases);
  const detail =
    "has no marker SunS at any base address: it speaks no SunSpec, or it is switched off";
  throw new SolarmonError("not_found", `${device.host} unit ${device.unitId ?? 1} ${detail}`);
}
