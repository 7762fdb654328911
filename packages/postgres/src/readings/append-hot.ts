import { type Id, type Source, utcDay } from "@solarmon/core";
import type { Session } from "../database/session.ts";
import type { Offer } from "./append-plan.ts";
import type { DeviceDrafts } from "./device-drafts.ts";
import { findHeld } from "./find-held.ts";
import { HeldReading } from "./held-reading.ts";
import { HotRows } from "./hot-row-columns.ts";
import { insertHot, replaceHot } from "./hot-rows.ts";
import type { SourceTable } from "./source-table.ts";
import { putVersions } from "./version-table.ts";

/** What the parts of one append work with. */
export interface AppendContext {
  readonly session: Session;
  readonly tenantId: Id;
  readonly sources: SourceTable;
  readonly devices: DeviceDrafts;
}

/** Offers as rows, for readings that nobody has. */
export function newRows(sources: SourceTable, offers: readonly Offer[]): HotRows {
  const rows = new HotRows();
  let last: Source | undefined;
  let number = 0;
  for (const { reading, receivedAt, source } of offers) {
    if (source !== last) number = sources.numberOf((last = source));
    rows.addFrom(reading.deviceId, reading, receivedAt, number);
  }
  return rows;
}

/** Readings that may be there already: looked up together, folded with what is there, written together. */
export async function appendLookedUp(
  context: AppendContext,
  offers: readonly Offer[],
): Promise<void> {
  if (offers.length === 0) return;
  const byIdentity = Map.groupBy(
    offers,
    ({ reading }) => `${reading.deviceId} ${reading.measuredAt}`,
  );
  const groups = [...byIdentity.values()];
  const asked = groups.flatMap(([offer]) => offer?.reading ?? []);
  const found = await findHeld(context.session, context.sources, asked);
  const inserted: HeldReading[] = [];
  const replaced: HeldReading[] = [];
  for (const [place, group] of groups.entries()) {
    const { held, isHot = false } = found.get(place) ?? {};
    const reading = offerAll(context, held, group);
    if (reading?.isChanged) (isHot ? replaced : inserted).push(reading);
  }
  await write(context, inserted, replaced);
}

/** @param held - what is there; nothing: the first offer is stored */
export function offerAll(
  { sources }: Pick<AppendContext, "sources">,
  held: HeldReading | undefined,
  offers: readonly Offer[],
): HeldReading | undefined {
  const [first, ...others] = offers;
  if (!first) return held;
  const reading = held ?? HeldReading.first(first, sources);
  for (const offer of held ? offers : others) reading.offer(offer);
  return reading;
}

async function write(
  { session, tenantId, devices }: AppendContext,
  inserted: readonly HeldReading[],
  replaced: readonly HeldReading[],
): Promise<void> {
  const rows = inserted.map((held) => held.current());
  for (const { deviceId, reading } of rows)
    devices.putHot(devices.of(deviceId), reading.measuredAt, utcDay(reading.measuredAt));
  await insertHot(session, tenantId, rows);
  await replaceHot(
    session,
    tenantId,
    replaced.map((held) => held.current()),
  );
  const versions = [...inserted, ...replaced].flatMap((held) => held.versionRows());
  await putVersions(session, tenantId, versions);
}
