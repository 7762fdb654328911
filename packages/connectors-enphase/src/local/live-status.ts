import { objectOf, readField } from "@solarmon/connectors-kit";
import { LIVE_RULES, SOC_RULE } from "../points.ts";
import { instantOf, type Sink } from "../sink.ts";

/** /ivp/livedata/status: the site's power flows in milliwatts. */
export function readLiveStatus(body: unknown, sink: Sink): void {
  const meters = objectOf(objectOf(body)?.["meters"]);
  if (meters === undefined) return;
  const at = instantOf(meters["last_update"], "/meters/last_update", sink);
  if (at === undefined) return;
  const values = sink.rows.valuesAt("livedata", "meter", at);
  for (const [name, rule] of Object.entries(LIVE_RULES)) {
    const raw = objectOf(meters[name])?.[rule.field];
    readField(raw, rule, values, sink.problems, `/meters/${name}/${rule.field}`);
  }
  readField(meters["soc"], SOC_RULE, values, sink.problems, "/meters/soc");
}
