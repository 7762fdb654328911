import type { DeviceKind, LinkGapCause } from "@solarmon/core";
import type { KnownVendorDevice } from "../connector.ts";
import { isJsonObject } from "../decode/json-bytes.ts";
import { type LinkState, newSite, newState, type SiteState } from "./link-state.ts";
import { isOpen, type SiteGap } from "./site-gap.ts";

/** Another version is not read: what it meant is unknown. */
const VERSION = 1;

const CAUSES: readonly LinkGapCause[] = [
  "first_connect",
  "unreachable",
  "quota",
  "login",
  "site_failed",
  "no_data",
  "not_running",
  "requested",
];

const NO_HISTORY = 0;
const HAS_HISTORY = 1;

const KINDS: readonly DeviceKind[] = ["inverter", "meter", "battery", "weather", "logger"];

/** What must survive a restart, short: tables instead of objects, no keys that repeat. */
export function encodeProgress(state: LinkState, shapes: string): string {
  const { costs, discoveredAt, lastPolledAt, loginReason, quotaUntil, failures, sites } = state;
  return JSON.stringify({
    v: VERSION,
    c: [costs.poll, costs.history, costs.discover].map((calls) => Math.round(calls * 100) / 100),
    d: discoveredAt,
    p: lastPolledAt,
    l: loginReason,
    q: quotaUntil,
    f: failures,
    x: shapes,
    s: Object.fromEntries(sites.map((site) => [site.key, encodeSite(site)])),
  });
}

function encodeSite(site: SiteState): unknown[] {
  const { newestAt, answeredAt, settledUntil, weekUntil, cause, devices, gaps } = site;
  const row: unknown[] = [
    newestAt,
    answeredAt,
    settledUntil,
    weekUntil,
    cause === null ? -1 : CAUSES.indexOf(cause),
    devices.map(({ key, kind, address }) => (address ? [key, kind, address] : [key, kind])),
    gaps.map(encodeGap),
  ];
  const history = site.hasHistory ? HAS_HISTORY : NO_HISTORY;
  if (site.missing.size > 0) return [...row, history, Object.fromEntries(site.missing)];
  return site.hasHistory ? row : [...row, history];
}

function encodeGap(gap: SiteGap): number[] {
  const { start, end, filledUntil, cause, isHopeless, attempts, retryAt } = gap;
  const done = isOpen(gap) || isHopeless ? filledUntil - start : end - start;
  const row = [start, end - start, done, CAUSES.indexOf(cause), isHopeless ? -1 : attempts];
  // What is waited for without a failure is still to come after a restart.
  return isOpen(gap) && attempts === 0 && retryAt > 0 ? [...row, retryAt] : row;
}

/** What was kept; `null` when the text cannot be read, or was written by another version. */
export function decodeProgress(
  written: string,
  now: number,
): { state: LinkState; shapes: string } | null {
  try {
    const value: unknown = JSON.parse(written);
    return isJsonObject(value) && value["v"] === VERSION ? decodeState(value, now) : null;
  } catch {
    return null;
  }
}

/** @throws TypeError for anything that {@link encodeProgress} does not write */
function decodeState(
  value: Readonly<Record<string, unknown>>,
  now: number,
): { state: LinkState; shapes: string } {
  const [poll, history, discover] = list(value["c"]).map(number);
  const state = newState(now);
  Object.assign(state.costs, { poll, history, discover });
  state.discoveredAt = number(value["d"]);
  state.lastPolledAt = value["p"] === null ? null : number(value["p"]);
  state.loginReason = value["l"] === null ? null : text(value["l"]);
  state.quotaUntil = number(value["q"]);
  state.failures = number(value["f"]);
  if (!isJsonObject(value["s"])) throw new TypeError("no sites");
  state.sites = Object.entries(value["s"]).map(([key, site]) => decodeSite(key, list(site)));
  return { state, shapes: text(value["x"]) };
}

function decodeSite(key: string, row: readonly unknown[]): SiteState {
  const site = newSite(key, "UTC", 0);
  [site.newestAt, site.answeredAt, site.settledUntil, site.weekUntil] = [
    number(row[0]),
    number(row[1]),
    number(row[2]),
    number(row[3]),
  ];
  site.cause = CAUSES[number(row[4])] ?? null;
  site.devices = list(row[5]).map((device) => decodeDevice(list(device)));
  site.hasHistory = row[7] !== NO_HISTORY;
  for (const [device, since] of Object.entries(isJsonObject(row[8]) ? row[8] : {}))
    site.missing.set(device, number(since));
  site.gaps.push(...list(row[6]).map((gap) => decodeGap(list(gap).map(number))));
  return site;
}

function decodeDevice([key, kind, address]: readonly unknown[]): KnownVendorDevice {
  const known = { key: text(key), kind: kindOf(kind) };
  if (!isJsonObject(address)) return known;
  const entries = Object.entries(address).map(([name, value]) => [name, text(value)] as const);
  return { ...known, address: Object.fromEntries(entries) };
}

function kindOf(value: unknown): DeviceKind {
  const kind = KINDS.find((known) => known === value);
  if (kind === undefined) throw new TypeError("not a kind of device");
  return kind;
}

function decodeGap(row: readonly number[]): SiteGap {
  const [start = NaN, lengthMs = NaN, filledMs = NaN, cause = NaN, attempts = NaN] = row;
  const [retryAt = 0] = row.slice(5);
  return {
    start,
    end: start + lengthMs,
    filledUntil: start + filledMs,
    cause: CAUSES[cause] ?? "not_running",
    isHopeless: attempts < 0,
    attempts: Math.max(0, attempts),
    retryAt,
  };
}

function list(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new TypeError("not a list");
}

/** Far inside what a `Date` can hold. */
const MAX_NUMBER = 8e15;

function number(value: unknown): number {
  if (typeof value === "number" && Math.abs(value) < MAX_NUMBER) return value;
  throw new TypeError("not a number");
}

function text(value: unknown): string {
  if (typeof value === "string") return value;
  throw new TypeError("not a text");
}
