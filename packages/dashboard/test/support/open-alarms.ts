import type { OpenAlarm } from "../../src/api/types.ts";
import type { SunPark } from "./sun-park.ts";

/** A device of the park that has been silent for two hours, and a link of several plants that needs a person. */
export function openAlarms({ id: plantId }: SunPark): readonly OpenAlarm[] {
  const since = new Date(Date.now() - 2 * 3_600_000 - 30_000).toISOString();
  const silent: OpenAlarm = {
    id: "1",
    plantId,
    plantName: "Sun park",
    kind: "device_silent",
    severity: "warning",
    since,
    parentId: null,
    foldedCount: 0,
    acknowledgedBy: "ana@sun-park.example",
    subject: { type: "device", name: "Inverter 2" },
    values: [],
  };
  const login: OpenAlarm = {
    ...silent,
    id: "2",
    plantId: null,
    plantName: null,
    kind: "link_needs_login",
    severity: "critical",
    foldedCount: 3,
    acknowledgedBy: null,
    subject: { type: "link", name: "Roofs" },
    values: [{ name: "reason", text: "the token has expired" }],
  };
  return [silent, login];
}
