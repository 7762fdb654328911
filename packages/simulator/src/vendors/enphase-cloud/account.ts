import { SECOND_MS } from "@solarmon/core";
import type { StandInReply, StandInRequest } from "@solarmon/connectors-kit/stand-in";
import { errorReply } from "./error-reply.ts";
import type { EnphaseSystem } from "./enphase-system.ts";

const DEFAULT_SIZE = 10;
const LARGEST_SIZE = 100;

/** `GET /systems`: energies and sizes are -1 here, whatever the system makes. */
export function listSystems(
  systems: readonly EnphaseSystem[],
  { query, now, fault }: StandInRequest,
  pageSize: number = LARGEST_SIZE,
): StandInReply {
  const page = Number(query.get("page") ?? 1);
  const asked = Number(query.get("size") ?? DEFAULT_SIZE);
  if (!(page >= 1) || !(asked >= 1 && asked <= LARGEST_SIZE))
    return errorReply(422, "Unprocessable Entity", "page or size is not allowed");
  const size = Math.min(asked, pageSize);
  const all = fault === "no-data" ? [] : systems;
  const shown = all.slice((page - 1) * size, page * size);
  const rows = shown.map((system) => row(system, now));
  return {
    body: {
      total: all.length,
      current_page: page,
      size,
      count: shown.length,
      items: "systems",
      systems: rows,
    },
  };
}

function row(system: EnphaseSystem, now: number): unknown {
  const reported = system.reportedUntil(now) / SECOND_MS;
  return {
    system_id: system.id,
    name: `Roof ${system.id}`,
    public_name: "Residential System",
    timezone: system.timeZone,
    address: { city: "Somewhere", state: "", country: "", postal_code: "" },
    connection_type: "ethernet",
    energy_lifetime: -1,
    energy_today: -1,
    system_size: -1,
    status: "normal",
    last_report_at: reported,
    last_energy_at: reported,
    operational_at: system.operationalAt / SECOND_MS,
    attachment_type: null,
    interconnect_date: null,
  };
}

/** `GET /systems/{id}/devices`: the active ones; `active` is a boolean or a text. */
export function devices(system: EnphaseSystem, { now }: StandInRequest): StandInReply {
  const last_report_at = system.reportedUntil(now) / SECOND_MS;
  const micros = Array.from({ length: system.microCount }, (_, index) => ({
    id: 1_023_273_222 + index,
    last_report_at,
    name: `Microinverter 90216743${system.id % 100}0${index}`,
    serial_number: `90216743${system.id % 100}0${index}`,
    model: "IQ8",
    status: "normal",
    active: index % 2 === 0 ? true : "true",
    product_name: "IQ8",
  }));
  const gateway = {
    id: 1_059_563_029,
    last_report_at,
    name: "Gateway 901553005272",
    serial_number: "901553005272",
    emu_sw_version: "D8.2.4345 (91a86d)",
    status: "normal",
    active: true,
  };
  const extra = system.hasMeters ? { meters: meters(last_report_at), encharges: [encharge] } : {};
  return {
    body: {
      system_id: system.id,
      total_devices: micros.length + 1,
      items: "devices",
      devices: { micros, meters: [], gateways: [gateway], encharges: [], ...extra },
    },
  };
}

const encharge = {
  id: 1_084_690_255,
  name: "Encharge 492205005191",
  serial_number: "492205005191",
  model: "IQ Battery 5P",
  status: "normal",
  active: true,
};

function meters(last_report_at: number): unknown[] {
  return ["Production", "Net"].map((config_type, index) => ({
    id: 1_059_640_322 + index,
    last_report_at,
    name: index === 0 ? "production" : "consumption",
    serial_number: `901553005272EIM${index + 1}`,
    status: "normal",
    active: true,
    state: "enabled",
    config_type,
  }));
}
