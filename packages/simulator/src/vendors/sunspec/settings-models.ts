import type { Model } from "./chain.ts";
import {
  absent,
  absentSigned,
  i16,
  row,
  scaled,
  sf,
  text,
  u16,
  u32,
  u64,
  type Words,
} from "./words.ts";

/** Who a device is. */
export interface Identity {
  readonly manufacturer: string;
  readonly model: string;
  readonly version: string;
  readonly serial: string;
}

/** Model 1, of 66 registers; SolarEdge leaves out the last. */
export function commonModel(
  { manufacturer, model, version, serial }: Identity,
  unitId: number,
): Model {
  const body = [
    ...row(text(manufacturer, 16), text(model, 16), text("", 8)),
    ...row(text(version, 8), text(serial, 16), u16(unitId)),
  ];
  return { id: 1, body: manufacturer === "SolarEdge" ? body : [...body, ...absentSigned(1)] };
}

/** Model 120. */
export function nameplateModel(ratedW: number): Model {
  const body = [...u16(4), ...u16(scaled(ratedW, 1)), ...sf(1)];
  return { id: 120, body: [...body, ...unscaled(26 - body.length)] };
}

/** Model 121. */
export function basicSettingsModel(ratedW: number): Model {
  const body = [...u16(scaled(ratedW, 1)), ...absent(19), ...sf(1), ...absentSigned(9)];
  return { id: 121, body };
}

/** Model 122, whose counter lags. */
export function statusModel(counterWh: number | null): Model {
  const body = [...u16(7), ...absent(1), ...u16(1), ...u64((counterWh ?? 0) % 1_000_000_000)];
  return { id: 122, body: [...body, ...unscaled(44 - body.length)] };
}

/** Model 123 with a limit of the power [%], or without: then its value stands at what it may be. */
export function controlsModel(limitPercent: number | null, isToldAtAll: boolean): Model {
  const { percent, isOn } = limitWords(limitPercent, isToldAtAll);
  const body = [
    ...row(absent(3), percent, absent(3), isOn),
    ...row(absentSigned(1), absent(4), absentSigned(3), absent(5)),
    ...row(sf(-1), absentSigned(2)),
  ];
  return { id: 123, body };
}

/** Model 702. */
export function capacityModel(ratedW: number): Model {
  return {
    id: 702,
    body: [...u16(scaled(ratedW, 1)), ...absent(42), ...sf(1), ...absentSigned(6)],
  };
}

/** Model 704: as 123. */
export function acControlsModel(limitPercent: number | null, isToldAtAll: boolean): Model {
  const { percent, isOn } = limitWords(limitPercent, isToldAtAll);
  const body = [
    ...row(absent(12), isOn, percent, absent(37)),
    ...row(absentSigned(1), sf(-1), absentSigned(4)),
    ...absent(8),
  ];
  return { id: 704, body };
}

function limitWords(
  limitPercent: number | null,
  isToldAtAll: boolean,
): { readonly percent: Words; readonly isOn: Words } {
  if (!isToldAtAll) return { percent: u16(null), isOn: u16(null) };
  return {
    percent: u16(scaled(limitPercent ?? 100, -1)),
    isOn: u16(Number(limitPercent !== null)),
  };
}

/** A model that no document knows, as updates bring them. */
export function vendorModel(): Model {
  return { id: 64_110, body: [...u32(1), ...i16(7), ...absent(7)] };
}

/** Values whose scale factors are not implemented say nothing. */
function unscaled(count: number): Words {
  return absentSigned(count);
}
