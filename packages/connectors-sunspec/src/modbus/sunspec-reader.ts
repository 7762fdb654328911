import type { DecodeResult } from "@solarmon/connectors-kit";
import {
  type ModbusHost,
  type ModbusPatience,
  withModbusLink,
} from "@solarmon/connectors-kit/modbus";
import { type CallOptions, type Clock, systemClock } from "@solarmon/core";
import { decodeRegisters } from "../decode.ts";
import { VENDOR } from "../definition.ts";
import { SunSpecUnit } from "./sunspec-unit.ts";

/** Where a device listens. */
export interface SunSpecAddress extends ModbusHost {
  /** Default 1; SMA 126, Fronius' meter 200. */
  readonly unitId?: number;
}

export interface SunSpecReaderOptions extends ModbusPatience {
  readonly clock?: Clock;
  /** Where to look for the marker. Default: the usual ones. */
  readonly bases?: readonly number[];
}

/** Reads SunSpec devices over Modbus TCP, for who needs no link that is run. */
export interface SunSpecReader {
  /**
   * What the device measures now. Devices behind one host take turns: many allow a single connection.
   *
   * @throws `unavailable` no answer · `refused` not in this way · `invalid_argument` no SunSpec map · `cancelled`
   */
  read(device: SunSpecAddress, options?: CallOptions): Promise<DecodeResult>;
}

export function createSunSpecReader(options: SunSpecReaderOptions = {}): SunSpecReader {
  const { clock = systemClock, bases, ...patience } = options;
  return {
    read: async (device, { signal } = {}) => {
      const unit = new SunSpecUnit(device.unitId ?? 1, bases);
      const linkOptions = { ...patience, vendor: VENDOR.name, ...(signal && { signal }) };
      const image = await withModbusLink(device, linkOptions, (link) => unit.read(link));
      return decodeRegisters(image, clock.now(), bases);
    },
  };
}
