import { USAGE_COUNTS, type UsageBooking } from "@solarmon/core";
import { printable } from "../database/printable.ts";

/**
 * Books in one statement. The upsert of the positions locks them, in one order for all, and tells what was there before:
 * what lies beyond counts.
 */
export const BOOK = `
with given as (
  select * from unnest($1::uuid[], $2::text[], $3::numeric[], $4::int4[], $5::int8[], $6::int8[], $7::int8[], $8::int8[],
    $9::int8[], $10::uuid[], $11::float8[])
  as given (tenant_id, source, position, day, points_ingested, points_stored, readings_refused, api_calls, live_minutes,
    plant_id, dc_kwp)
), held as (
  insert into solarmon.usage_positions as known (tenant_id, source, position, previous)
  select tenant_id, source, max(position), -1 from given group by tenant_id, source order by tenant_id, source
  on conflict (tenant_id, source) do update
    set previous = known.position, position = greatest(known.position, excluded.position)
  returning tenant_id, source, previous
), fresh as (
  select given.* from given join held using (tenant_id, source) where given.position > held.previous
), days as (
  insert into solarmon.usage_days as kept
    (tenant_id, day, points_ingested, points_stored, readings_refused, api_calls, live_minutes)
  select tenant_id, day, sum(points_ingested), sum(points_stored), sum(readings_refused), sum(api_calls),
    sum(live_minutes)
  from fresh group by tenant_id, day order by tenant_id, day
  on conflict (tenant_id, day) do update set
    points_ingested = kept.points_ingested + excluded.points_ingested,
    points_stored = kept.points_stored + excluded.points_stored,
    readings_refused = kept.readings_refused + excluded.readings_refused,
    api_calls = kept.api_calls + excluded.api_calls,
    live_minutes = kept.live_minutes + excluded.live_minutes
)
insert into solarmon.usage_plants as kept (tenant_id, day, plant_id, dc_kwp)
select tenant_id, day, plant_id, max(dc_kwp) from fresh where plant_id is not null
group by tenant_id, day, plant_id order by tenant_id, day, plant_id
on conflict (tenant_id, day, plant_id) do update set dc_kwp = excluded.dc_kwp where excluded.dc_kwp > kept.dc_kwp`;

/** What {@link BOOK} takes. */
export function bookingColumns(bookings: readonly UsageBooking[]): unknown[] {
  return [
    bookings.map(({ tenantId }) => tenantId),
    bookings.map(({ source }) => printable(source)),
    bookings.map(({ position }) => position),
    bookings.map(({ day }) => day),
    ...USAGE_COUNTS.map((name) => bookings.map(({ counts }) => counts[name] ?? 0)),
    bookings.map(({ plant }) => plant?.id ?? null),
    bookings.map(({ plant }) => plant?.dcKwp ?? 0),
  ];
}
