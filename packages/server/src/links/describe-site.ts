import type {
  Capability,
  DecodedReading,
  DiscoveredSite,
  QuotaBudget,
} from "@solarmon/connectors-kit";
import type { Instant } from "@solarmon/core";
import type { SitePoll } from "@solarmon/ingest/poller";
import { table } from "../cli/output.ts";
import { clockTime } from "./link-words.ts";

/** A vendor's site for people: what is there, and what it cannot tell and why. */
export function describeSite(site: DiscoveredSite): string {
  const { key, name, timeZone, dcKwp, devices, capabilities } = site;
  const facts = [timeZone ?? "time zone unknown", dcKwp === undefined ? "" : `${dcKwp} kWp`];
  const rows = devices.map(({ kind, key: device, model = "", ratedPowerW }) => [
    `  ${kind}`,
    device,
    model,
    ratedPowerW === undefined ? "" : `${ratedPowerW / 1000} kW`,
  ]);
  const lines = [
    `Site ${key}: ${name} (${facts.filter((fact) => fact !== "").join(", ")})`,
    ...(rows.length > 0 ? [table(rows)] : ["  no devices"]),
    ...capabilities.map(describeCapability),
  ];
  return lines.join("\n");
}

function describeCapability({ name, isAvailable, reason, detail }: Capability): string {
  if (isAvailable) return `  + ${name}`;
  const why = [reason?.replaceAll("_", " "), detail].filter((part) => part !== undefined);
  return `  - ${name}: ${why.join("; ")}`;
}

/** Readings and problems of a poll, for people. */
export function describePoll({ siteKey, readings, problems, error }: SitePoll): string {
  const rows = readings.map((reading) => [
    new Date(reading.measuredAt).toISOString(),
    reading.deviceId,
    valuesText(reading),
  ]);
  const lines = [
    `Site ${siteKey}: ${readings.length} readings`,
    ...(rows.length > 0 ? [table(rows)] : []),
    ...problems.map(({ code, path, detail }) => `  ${code} at ${path}: ${detail}`),
    ...(error === null ? [] : [`  failed: ${error}`]),
  ];
  return lines.join("\n");
}

function valuesText({ values }: DecodedReading): string {
  return Object.entries(values)
    .map(([point, value]) => `${point}=${value ?? "missing"}`)
    .join(" ");
}

export function describeBudgets(budgets: readonly QuotaBudget[], now: Instant): string {
  if (budgets.length === 0) return "The vendor sets no limits.";
  return budgets
    .map(({ rule, limit, remaining, resetsAt }) => {
      const until = resetsAt === null ? "" : `, more from ${clockTime(resetsAt, now)}`;
      return `Calls left per ${rule}: ${remaining} of ${limit}${until}`;
    })
    .join("\n");
}
