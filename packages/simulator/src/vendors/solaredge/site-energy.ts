import { DAY_MS, HOUR_MS, type Instant } from "@solarmon/core";
import type { StandInReply, StandInRequest } from "@solarmon/connectors-kit/stand-in";
import { localIso, localText, startOfDay } from "../shared/local-text.ts";
import { askedSpan } from "./asked-span.ts";
import { problemReply } from "./problem-reply.ts";
import { periodOf, quarters, type SeriesWish, shuffled } from "./series.ts";
import { knownUntil, QUARTER_MS, type SolaredgeSite } from "./solaredge-site.ts";

/** `GET /sites/{id}/overview`: today as far as the portal knows it, which is up to the last whole quarter of an hour. */
export function overview(site: SolaredgeSite, { now, fault }: StandInRequest): StandInReply {
  const siteId = Number(site.id);
  if (fault === "no-data") return { body: { siteId } };
  const isKnown = fault !== "nulls";
  const total = isKnown ? site.todayWh(now) : null;
  const splits = { toSelfConsumption: null, toStorage: null, toGrid: null };
  const measured = fault === "missing-field" ? {} : { total };
  const production = { ...measured, unit: "WH", ...splits };
  const sources = { fromPv: null, fromStorage: null, fromGrid: null };
  return { body: { siteId, production, consumption: { total: null, unit: "WH", ...sources } } };
}

/** `GET /sites/{id}/energy` and `/power`. */
export function siteSeries(site: SolaredgeSite, request: StandInRequest): StandInReply {
  const asked = askedSpan(request, site.timeZone);
  if ("reason" in asked) return problemReply(400, "Bad Request", asked.reason);
  const { now, fault } = request;
  const wish: SeriesWish = { span: asked.span, now, timeZone: site.timeZone, fault };
  const isEnergy = request.path.endsWith("/energy");
  const outer = {
    period: periodOf(wish),
    unit: isEnergy ? "WH" : "W",
    resolution: asked.resolution,
  };
  if (asked.resolution === "DAY" && isEnergy)
    return { body: { ...outer, values: shuffled(days(site, wish), fault) } };
  if (asked.resolution !== "QUARTER_HOUR")
    return problemReply(400, "Bad Request", "resolution not supported here");
  const share = isEnergy ? 1 : HOUR_MS / QUARTER_MS;
  const { values } = quarters(wish, outer.unit, (quarter) =>
    site.hasSun(quarter) ? site.energyWh(quarter) * share : null,
  );
  return { body: { ...outer, values } };
}

/** Energies of local days, also of those that are not over; of the future there is none. */
function days(
  site: SolaredgeSite,
  { span, now, timeZone, fault }: SeriesWish,
): readonly { readonly timestamp: string; readonly value: number | null }[] {
  const rows: { timestamp: string; value: number | null }[] = [];
  for (let start = dayStart(span.start, timeZone); start < span.end;) {
    const end = dayStart(start + 1.2 * DAY_MS, timeZone);
    const until = Math.min(end, knownUntil(now));
    const value = until > start && fault !== "nulls" ? site.energyWh({ start, end: until }) : null;
    rows.push({ timestamp: localIso(start, timeZone), value });
    start = end;
  }
  return rows;
}

function dayStart(at: Instant, timeZone: string): Instant {
  return startOfDay(localText(at, timeZone).slice(0, 10), timeZone);
}
