import type { Instant, Link, LinkGap, LinkProblem } from "@solarmon/core";
import { clockTime, linkWords } from "./link-words.ts";

/** A link for people: state, sites, what is missing, and what its replies had that could not be taken. */
export function describeLink(link: Link, now: Instant): string {
  const { id, name, vendor, sites, settings, status } = link;
  const polled = status.lastPolledAt;
  const lines = [
    `Link ${name}: ${id}`,
    `  vendor   ${vendor}`,
    ...Object.entries(settings).map(([key, value]) => `  ${key} = ${value}`),
    `  state    ${linkWords(status, now)}`,
    `  read     ${polled === null ? "not yet" : clockTime(polled, now)}`,
    ...sites.map(({ key, plantId }) => `  site     ${key} → plant ${plantId}`),
    ...(status.gaps ?? []).map((gap) => `  gap      ${describeGap(gap)}`),
    ...(status.problems ?? []).map((problem) => `  problem  ${describeProblem(problem)}`),
  ];
  return lines.join("\n");
}

function describeGap({ siteKey, start, end, cause, state, filledUntil }: LinkGap): string {
  const part = state === "partly" ? ` until ${new Date(filledUntil).toISOString()}` : "";
  const span = `${new Date(start).toISOString()} – ${new Date(end).toISOString()}`;
  return `${siteKey} ${span}: ${words(state)}${part} (${words(cause)})`;
}

function describeProblem({ siteKey, code, path, detail, count }: LinkProblem): string {
  return `${siteKey} ${code} at ${path}: ${detail}${count > 1 ? ` (${count} times)` : ""}`;
}

function words(name: string): string {
  return name.replaceAll("_", " ");
}
