import { existsSync, readFileSync } from "node:fs";
import type { DecodeResult } from "@solarmon/connectors-kit";
import { enphaseDecoder } from "@solarmon/connectors-enphase";

export const CAPTURES: URL = new URL("../../../../shared/fixtures/enphase/", import.meta.url);
/** Captures lie beside the repository; where they are absent, the tests that need them are skipped. */
export const HAS_CAPTURES: boolean = existsSync(CAPTURES);
export const RECEIVED_AT: number = Date.UTC(2026, 5, 1, 12);

export function decodeBytes(endpoint: string, body: Uint8Array): DecodeResult {
  return enphaseDecoder.decode(endpoint, { body, receivedAt: RECEIVED_AT }, { timeZone: "UTC" });
}

export function decodeJson(endpoint: string, body: unknown): DecodeResult {
  return decodeBytes(endpoint, new TextEncoder().encode(JSON.stringify(body)));
}

export function decodeCapture(endpoint: string, path: string): DecodeResult {
  return decodeBytes(endpoint, readFileSync(new URL(path, CAPTURES)));
}

/** Endpoint by the name of a capture's file. */
export const LOCAL_ENDPOINTS: Readonly<Record<string, string>> = {
  production: "production",
  "production.json": "production",
  "production.json_details_1": "production",
  api_v1_production: "api-v1-production",
  api_v1_production_inverters: "inverters",
  ivp_pdm_device_data: "device-data",
  ivp_pdm_energy: "pdm-energy",
  ivp_meters_readings: "meters-readings",
  ivp_meters_reports: "meters-reports",
  ivp_ensemble_inventory: "ensemble-inventory",
  ivp_ensemble_power: "ensemble-power",
  ivp_ensemble_secctrl: "ensemble-secctrl",
};
