import { textOf } from "@solarmon/connectors-kit";
import { type DecodeCall, timeOf } from "./decode-call.ts";
import { WEATHER_FIELDS, WEATHER_TEMPERATURES, WEATHER_WITHOUT_POINT } from "./points.ts";
import { isUsed, writeQuantities, writeTemperatures } from "./quantity.ts";

/** `weatherDetail` and `weatherList`. */
export function decodeWeather(call: DecodeCall): void {
  const { problems, rows } = call;
  for (const entry of call.entries) {
    const at = timeOf(call, entry, "dataTimestamp");
    if (at === undefined) continue;
    const { record, path } = entry;
    const deviceId = textOf(record["sn"]) ?? textOf(record["collectorSn"]) ?? "weather";
    const values = rows.valuesAt(deviceId, "weather", at);
    writeQuantities(record, WEATHER_FIELDS, values, problems, path);
    writeTemperatures(record, WEATHER_TEMPERATURES, "temperatureUnit", values, problems, path);
    for (const name of WEATHER_WITHOUT_POINT)
      if (isUsed(record, name))
        problems.addOnce(name, `${path}/${name}`, "unknown_field", `no point tells ${name}`);
  }
}
