import { isLocalDay, type LocalDay } from "../time/local-day.ts";

/**
 * Where the reader is. Two pages need no router library (TanStack Router would add a third to the first load),
 * and an address behind `#` needs no rewrite rule on the static host.
 */
export type Route =
  | { readonly page: "portfolio" }
  /** `day: null` is today, and stays today past midnight. */
  | { readonly page: "plant"; readonly plantId: string; readonly day: LocalDay | null }
  | { readonly page: "unknown" };

/** Reads the address, e.g. `#/plants/{id}?day=2026-06-01`. */
export function parseRoute(hash: string): Route {
  const [path = "", query = ""] = hash.replace(/^#/, "").split("?");
  if (path === "" || path === "/") return { page: "portfolio" };
  const plantId = /^\/plants\/([\w-]+)$/.exec(path)?.[1];
  if (plantId === undefined) return { page: "unknown" };
  const day = new URLSearchParams(query).get("day");
  return { page: "plant", plantId, day: day !== null && isLocalDay(day) ? day : null };
}

/** The address of a page, to be linked to. */
export function hrefOf(route: Route): string {
  if (route.page !== "plant") return "#/";
  const query = route.day === null ? "" : `?day=${route.day}`;
  return `#/plants/${route.plantId}${query}`;
}
