import type { VendorRequest } from "@solarmon/connectors-kit";

/** How devices of one family are asked for their values. */
export interface Family {
  /** As in addresses, e.g. `tlx`. */
  readonly name: string;
  readonly method: "GET" | "POST";
  /** What carries the serial number. */
  readonly serialField: string;
  readonly last: FamilyCall;
  readonly history: FamilyCall;
  /** Whether its batteries are read, too. */
  readonly isHybrid: boolean;
}

interface FamilyCall {
  /** Of the decoder. */
  readonly endpoint: string;
  readonly path: string;
}

/** By the number in `type` of a device list. Others have no calls in v1 that are known well enough. */
export const FAMILIES: ReadonlyMap<string, Family> = new Map<string, Family>([
  [
    "1",
    {
      name: "inverter",
      method: "GET",
      serialField: "device_sn",
      last: { endpoint: "inverter-last-data", path: "/v1/device/inverter/last_new_data" },
      history: { endpoint: "inverter-data", path: "/v1/device/inverter/data" },
      isHybrid: false,
    },
  ],
  [
    "5",
    {
      name: "mix",
      method: "POST",
      serialField: "mix_sn",
      last: { endpoint: "mix-last-data", path: "/v1/device/mix/mix_last_data" },
      history: { endpoint: "mix-data", path: "/v1/device/mix/mix_data" },
      isHybrid: true,
    },
  ],
  [
    "7",
    {
      name: "tlx",
      method: "POST",
      serialField: "tlx_sn",
      last: { endpoint: "tlx-last-data", path: "/v1/device/tlx/tlx_last_data" },
      history: { endpoint: "tlx-data", path: "/v1/device/tlx/tlx_data" },
      isHybrid: false,
    },
  ],
]);

/** A call with its parameters: in the address, or as a form. */
export function requestOf(
  base: string,
  method: Family["method"],
  path: string,
  parameters: Readonly<Record<string, string>>,
): VendorRequest {
  const text = new URLSearchParams(parameters).toString();
  if (method === "GET") return { url: `${base}${path}?${text}` };
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  return { url: `${base}${path}`, method, headers, body: text };
}
