import { HOUR_MS, MINUTE_MS, SECOND_MS } from "@solarmon/core";
import type { StandInReply, StandInRequest } from "@solarmon/connectors-kit/stand-in";
import type { EnphaseSystem } from "./enphase-system.ts";
import { localText } from "../shared/local-text.ts";

const MICRO_W = 300;
const STEP_MS = 5 * MINUTE_MS;

/** `GET /systems/{id}/summary`: counters as they stood at the end of the last interval. */
export function summary(system: EnphaseSystem, { now, fault }: StandInRequest): StandInReply {
  const at = system.reportedUntil(now);
  const meanW = (system.energyWh({ start: at - STEP_MS, end: at }) * HOUR_MS) / STEP_MS;
  const power = fault === "missing-field" ? {} : { current_power: Math.round(meanW) };
  const energies = { energy_lifetime: system.counterWh(at), energy_today: system.todayWh(at) };
  // The list of systems shows -1 where it knows nothing; the summary is taken to do the same.
  const measured =
    fault === "nulls"
      ? { current_power: null, energy_lifetime: -1, energy_today: null }
      : { ...power, ...energies };
  const isEmpty = fault === "no-data" || fault === "dead-device";
  return {
    body: {
      system_id: system.id,
      ...(isEmpty ? { current_power: null, energy_lifetime: -1, energy_today: -1 } : measured),
      last_interval_end_at: isEmpty ? null : at / SECOND_MS,
      last_report_at: isEmpty ? null : at / SECOND_MS,
      modules: system.microCount,
      operational_at: system.operationalAt / SECOND_MS,
      size_w: system.microCount * MICRO_W,
      nmi: null,
      source: system.hasMeters ? "meter" : "microinverters",
      status: isEmpty ? "comm" : "normal",
      summary_date: localText(now, system.timeZone).slice(0, 10),
    },
  };
}
