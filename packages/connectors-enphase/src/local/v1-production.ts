import {
  isJsonObject,
  type JsonObject,
  objectOf,
  readField,
  readFields,
} from "@solarmon/connectors-kit";
import { V1_LOAD_RULE, V1_RULES } from "../points.ts";
import { receivedAtOf, type Sink, tellWithoutPoint } from "../sink.ts";

/** /api/v1/production. It stalls on metered gateways without CTs from 8.2.4264 on, which the reply does not show. */
export function readV1Production(body: unknown, sink: Sink): void {
  const section = used(body, "", sink);
  const at = section ? receivedAtOf(sink) : undefined;
  if (section === undefined || at === undefined) return;
  tellWithoutPoint(section, "", sink);
  readFields(
    section,
    V1_RULES,
    sink.rows.valuesAt("production", "inverter", at),
    sink.problems,
    "",
  );
}

/** /ivp/pdm/energy: micro-inverters (pcu), revenue meter (rgm), CTs (eim). */
export function readEnergy(body: unknown, sink: Sink): void {
  const at = isJsonObject(body) ? receivedAtOf(sink) : undefined;
  if (!isJsonObject(body) || at === undefined) return;
  const production = objectOf(body["production"]);
  const devices = [
    ["pcu", "inverters", "inverter"],
    ["rgm", "meter:rgm", "meter"],
    ["eim", "meter:production", "meter"],
  ] as const;
  for (const [name, deviceId, kind] of devices) {
    const section = used(production?.[name], `/production/${name}`, sink);
    if (section)
      readFields(
        section,
        V1_RULES,
        sink.rows.valuesAt(deviceId, kind, at),
        sink.problems,
        `/production/${name}`,
      );
  }
  readLoad(objectOf(body["consumption"])?.["eim"], at, sink);
}

function readLoad(raw: unknown, at: number, sink: Sink): void {
  const path = "/consumption/eim";
  const section = used(raw, path, sink);
  if (!section) return;
  const values = sink.rows.valuesAt("meter:total-consumption", "meter", at);
  readField(section["wattsNow"], V1_LOAD_RULE, values, sink.problems, `${path}/wattsNow`);
}

/** A section whose counter stands at 0 has never counted: there is no such device. */
function used(raw: unknown, path: string, { problems }: Sink): JsonObject | undefined {
  const section = objectOf(raw);
  if (section === undefined || section["wattHoursLifetime"] !== 0) return section;
  problems.add(path, "no_telemetry", "has never counted: no such device, or it stalls");
  return undefined;
}
