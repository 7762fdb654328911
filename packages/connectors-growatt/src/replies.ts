import { isJsonObject, type JsonObject, objectOf, textOf } from "@solarmon/connectors-kit";

/** A row of a device, and where it stands in the reply. */
export interface Row {
  readonly record: JsonObject;
  readonly path: string;
  readonly serial: string;
}

/** Key of a device that neither the row nor the envelope names: its serial number stands in the call. */
export const UNNAMED = "inverter";

const SERIAL_FIELDS = ["serialNum", "deviceSn", "device_sn", "inverterId"];

/** Rows of `data`: one object, `data.datas`, or lists by type of device as in v4. */
export function rowsOf(body: JsonObject): Row[] {
  const data = objectOf(body["data"]);
  if (!data) return [];
  const serial = serialOf(data) ?? serialOf(body) ?? UNNAMED;
  const lists = Object.keys(data).filter((name) => name === "datas" || isDeviceList(data[name]));
  if (lists.length === 0) return [{ record: data, path: "/data", serial }];
  return lists.flatMap((name) => listRows(data[name], `/data/${name}`, serial));
}

function listRows(list: unknown, path: string, serial: string): Row[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((record: unknown, index) =>
    isJsonObject(record)
      ? [{ record, path: `${path}/${index}`, serial: serialOf(record) ?? serial }]
      : [],
  );
}

function isDeviceList(value: unknown): boolean {
  return Array.isArray(value) && isJsonObject(value[0]) && Object.hasOwn(value[0], "time");
}

function serialOf(record: JsonObject): string | undefined {
  for (const field of SERIAL_FIELDS) {
    const serial = textOf(record[field]);
    if (serial !== undefined) return serial;
  }
  return undefined;
}
