// Writes docs/reference/connectors.md from what connectors say of themselves; with --check only says whether it is up to date.
import { readFileSync, writeFileSync } from "node:fs";
import type { ConnectorDescription, QuotaRule } from "@solarmon/connectors-kit";
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "@solarmon/core";
import { connectorNames, loadConnector } from "../packages/server/src/links/connectors.ts";

const PAGE = new URL("../docs/reference/connectors.md", import.meta.url);

const UNITS = [
  [DAY_MS, "d"],
  [HOUR_MS, "h"],
  [MINUTE_MS, "min"],
  [SECOND_MS, "s"],
] as const;

function duration(ms: number): string {
  const [size, unit] = UNITS.find(([length]) => ms >= length && ms % length === 0) ?? [1, "ms"];
  return `${ms / size} ${unit}`;
}

function limits(rules: readonly QuotaRule[]): string {
  const general = rules.filter(({ of }) => of === undefined).map(limit);
  const ofOneCall = rules.length - general.length;
  const told = ofOneCall === 0 ? general : [...general, `${ofOneCall} of single calls`];
  return told.join("; ") || "none";
}

function limit({ limit: calls, period, periods = 1 }: QuotaRule): string {
  return `${calls} ${periods === 1 ? `a ${period}` : `in ${periods} ${period}s`}`;
}

function row(description: ConnectorDescription): string {
  const { vendor, name, level, evidence, auth, settings, quotas, historyMs } = description;
  const cells = [
    `\`${vendor}\``,
    name,
    `**${level}**`,
    evidence === "recorded" ? "recorded replies" : "documents only, not on a device",
    auth.replaceAll("_", " "),
    settings.map((setting) => `\`${setting.name}\`${setting.isRequired ? "" : "?"}`).join(", "),
    limits(quotas),
    duration(description.pollIntervalMs),
    historyMs === 0 ? "none" : duration(historyMs),
  ];
  return `| ${cells.join(" | ")} |`;
}

const connectors = await Promise.all(connectorNames().map((name) => loadConnector(name)));

const page = [
  "# Connectors",
  "",
  "Written from what each connector says of itself by `node scripts/connectors-page.ts`. The level is computed by the suite in `@solarmon/connectors-kit/testing` and held by each package's tests: bronze (replies, units, times, errors), silver (also logging in again, quotas, history), gold (also settled days again, discovery, diagnostics, reasons). Set-up step by step is in each package's README.",
  "",
  "| `solarmon connect` | Vendor | Level | Proven on | Log-in | Settings (? optional) | Vendor's limits | Polled at most each | History |",
  "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
  ...connectors.map((connector) => row(connector.describe())),
  "",
].join("\n");

if (process.argv.includes("--check")) {
  if (readFileSync(PAGE, "utf8") !== page) {
    console.error(
      "docs/reference/connectors.md is out of date: run node scripts/connectors-page.ts",
    );
    process.exitCode = 1;
  }
} else writeFileSync(PAGE, page);
