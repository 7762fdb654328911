import type { FieldRule } from "@solarmon/connectors-kit";
import type { DeviceKind } from "@solarmon/core";
import { VENUS_SERVICES } from "./points.ts";

/** What a path of a service is: a value, the share of a phase, or the number of phases. */
export type VenusPath = { readonly kind: DeviceKind; readonly rule: FieldRule } & (
  | { readonly is: "value" }
  | { readonly is: "count" }
  | { readonly is: "phase"; readonly phase: number }
);

const PHASES = [1, 2, 3];

/** `{service}/{path}` → what it is. */
export function venusPaths(): Map<string, VenusPath> {
  const paths = new Map<string, VenusPath>();
  for (const [service, { kind, paths: rules, phaseSums }] of Object.entries(VENUS_SERVICES)) {
    for (const rule of rules) paths.set(`${service}/${rule.field}`, { kind, rule, is: "value" });
    for (const rule of phaseSums) {
      const key = `${service}/${rule.field}`;
      paths.set(`${key}/NumberOfPhases`, { kind, rule, is: "count" });
      for (const phase of PHASES)
        paths.set(`${key}/L${phase}/Power`, { kind, rule, is: "phase", phase });
    }
  }
  return paths;
}

/** Filters for exactly these paths, of every GX device and every instance. */
export function venusTopics(paths: ReadonlyMap<string, VenusPath>): string[] {
  return [...paths.keys()].map((key) => {
    const [service = "", ...path] = key.split("/");
    return `N/+/${service}/+/${path.join("/")}`;
  });
}
