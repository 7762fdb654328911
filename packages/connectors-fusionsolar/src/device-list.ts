import {
  ConnectorError,
  type DiscoveredDevice,
  type JsonObject,
  ProblemList,
  readNumber,
  textOf,
} from "@solarmon/connectors-kit";
import type { AskList } from "./ask-list.ts";
import { VENDOR } from "./definition.ts";
import { chunks } from "./device-calls.ts";
import { DEVICES } from "./points.ts";
import { parseEnvelope } from "./replies.ts";

/** Devices that measure something, by the code of their plant; `undefined` where the user may not list them. */
export type DevicesByPlant = ReadonlyMap<string, readonly DiscoveredDevice[]> | undefined;

/** @throws `ConnectorError` */
export async function listDevices(codes: readonly string[], ask: AskList): Promise<DevicesByPlant> {
  const byPlant = new Map<string, DiscoveredDevice[]>();
  for (const some of chunks(codes, VENDOR.plantsPerCall)) {
    const reply = await ask({ path: "getDevList", body: { stationCodes: some.join(",") } });
    if (ConnectorError.isConnectorError(reply)) return undefined;
    for (const row of parseEnvelope(reply, new ProblemList()).data) {
      const code = textOf(row["stationCode"]) ?? "";
      byPlant.set(code, [...(byPlant.get(code) ?? []), ...deviceIn(row)]);
    }
  }
  return byPlant;
}

/** Loggers, optimizers and the like measure nothing that the interface tells. */
function deviceIn(row: JsonObject): readonly DiscoveredDevice[] {
  const key = textOf(row["id"]);
  const type = readNumber(row["devTypeId"]) ?? -1;
  const map = DEVICES.get(type);
  if (key === undefined || !map) return [];
  const model = textOf(row["invType"]);
  const firmware = textOf(row["softwareVersion"]);
  return [
    {
      key,
      kind: map.kind,
      name: textOf(row["devName"]) ?? key,
      address: { type: String(type) },
      ...(model !== undefined && { model }),
      ...(firmware !== undefined && { firmware }),
    },
  ];
}
