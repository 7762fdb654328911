import { isJsonObject, listOf, readFields, textOf } from "@solarmon/connectors-kit";
import { MICRO_RULES } from "../points.ts";
import { instantOf, type Sink, tellWithoutPoint } from "../sink.ts";

/** devType of AC Batteries, which stand in the list, too. */
const AC_BATTERY = 11;

/** /api/v1/production/inverters: the last report of each micro-inverter, with a time of its own. */
export function readInverters(body: unknown, sink: Sink): void {
  for (const [index, record] of listOf(body).entries()) {
    const path = `/${index}`;
    const deviceId = isJsonObject(record) ? textOf(record["serialNumber"]) : undefined;
    if (!isJsonObject(record) || deviceId === undefined) {
      sink.problems.add(path, "missing_field", "no serialNumber");
    } else if (record["devType"] === AC_BATTERY) {
      const detail = "an AC Battery: whether + is charge is not told; read production";
      sink.problems.addOnce("acb", path, "unsupported", detail);
    } else {
      const at = instantOf(record["lastReportDate"], `${path}/lastReportDate`, sink);
      if (at === undefined) continue;
      if (index === 0) tellWithoutPoint(record, path, sink);
      readFields(
        record,
        MICRO_RULES,
        sink.rows.valuesAt(deviceId, "inverter", at),
        sink.problems,
        path,
      );
    }
  }
}
