import { type ChunkReading, type Id, type Instant, utcDay } from "@solarmon/core";
import { byteaArray, int4Array, int8Array, uuidArray } from "../database/binary-arrays.ts";
import type { Session } from "../database/session.ts";
import { slotEnd, slotOf } from "./slots.ts";
import type { DeviceMemory, TenantMemory } from "./writer-memory.ts";

const LOAD = `
select device_id, last_slot,
  array(select day from solarmon.hot_days where hot_days.device_id = reading_devices.device_id)
from solarmon.reading_devices where device_id = any ($1::uuid[])`;
const SAVE = `
insert into solarmon.reading_devices as held
  (tenant_id, device_id, last_slot, sealed_at, sealed_received_at, sealed_packed)
select $1, * from unnest($2::uuid[], $3::int4[], $4::int8[], $5::int8[], $6::bytea[])
on conflict (tenant_id, device_id) do update set
  last_slot = greatest(held.last_slot, excluded.last_slot),
  (sealed_at, sealed_received_at, sealed_packed) = (
    select excluded.sealed_at, excluded.sealed_received_at, excluded.sealed_packed
    where excluded.sealed_packed is not null and excluded.sealed_at >= coalesce(held.sealed_at, excluded.sealed_at)
    union all
    select held.sealed_at, held.sealed_received_at, held.sealed_packed
    limit 1)`;
const OPEN_DAYS = `
insert into solarmon.hot_days (tenant_id, device_id, day)
select $1, * from unnest($2::uuid[], $3::int4[]) on conflict do nothing`;

/** The newest reading of a chunk. */
export interface SealedLatest {
  readonly measuredAt: Instant;
  readonly receivedAt: Instant;
  readonly packed: Uint8Array;
}

export interface DeviceDraft extends DeviceMemory {
  /** Whether the slot on disk has to be moved. */
  isAhead: boolean;
  sealed: SealedLatest | undefined;
  readonly openedDays: number[];
}

/** The devices of one append: what is remembered of them, and what the append makes of it, until it is committed. */
export class DeviceDrafts {
  readonly #tenantId: Id;
  readonly #memory: TenantMemory;
  readonly #drafts = new Map<Id, DeviceDraft>();
  #isMoved = false;

  constructor(tenantId: Id, memory: TenantMemory) {
    this.#tenantId = tenantId;
    this.#memory = memory;
  }

  async load(session: Session, deviceIds: ReadonlySet<Id>): Promise<void> {
    const unknown: Id[] = [];
    for (const id of deviceIds) {
      const held = this.#memory.devices.get(id);
      if (!held) unknown.push(id);
      this.#draft(id, held);
    }
    if (unknown.length === 0) return;
    type Row = readonly [id: Id, lastSlot: number, days: readonly number[]];
    const rows = await session.prepared<Row>("devices-load", LOAD, [uuidArray(unknown)]);
    for (const [id, lastSlot, days] of rows)
      // the end of the slot: what is later is new for sure
      this.#draft(id, { lastAt: slotEnd(lastSlot), lastSlot, hotDays: new Set(days) });
  }

  #draft(id: Id, memory: DeviceMemory | undefined): void {
    const { lastAt = -Infinity, lastSlot = -Infinity, hotDays = [] } = memory ?? {};
    const own = { isAhead: false, sealed: undefined, openedDays: [] };
    this.#drafts.set(id, { ...own, lastAt, lastSlot, hotDays: new Set(hotDays) });
  }

  of(id: Id): DeviceDraft {
    const draft = this.#drafts.get(id);
    if (!draft) throw new TypeError("a device that was not loaded");
    return draft;
  }

  /** A reading of the device lies at `at` now, in a hot row. */
  putHot(draft: DeviceDraft, at: Instant): void {
    this.#advance(draft, at);
    const day = utcDay(at);
    if (draft.hotDays.has(day)) return;
    draft.hotDays.add(day);
    draft.openedDays.push(day);
  }

  /**
   * Readings of the device lie in a chunk now.
   *
   * @param readings - all of the chunk, ascending
   * @param closedDay - the day whose hot rows they were
   */
  seal(draft: DeviceDraft, readings: readonly ChunkReading[], closedDay: number | undefined): void {
    const newest = readings.at(-1);
    if (closedDay !== undefined) {
      draft.hotDays.delete(closedDay);
      this.#isMoved = true;
    }
    if (!newest || newest.measuredAt < (draft.sealed?.measuredAt ?? -Infinity)) return;
    if (slotOf(newest.measuredAt) < draft.lastSlot) return;
    draft.sealed = newest;
    this.#isMoved = true;
    this.#advance(draft, newest.measuredAt);
  }

  /** Whether what other writers remember has become untrue. */
  get isMoved(): boolean {
    return this.#isMoved;
  }

  #advance(draft: DeviceDraft, at: Instant): void {
    if (at > draft.lastAt) draft.lastAt = at;
    const slot = slotOf(at);
    if (slot <= draft.lastSlot) return;
    draft.lastSlot = slot;
    draft.isAhead = true;
  }

  /** Writes what has changed. Devices in one order for all, so that two writers never wait for each other. */
  async save(session: Session): Promise<void> {
    const drafts = [...this.#drafts].toSorted(([a], [b]) => (a < b ? -1 : 1));
    const moved = drafts.filter(([, { isAhead, sealed }]) => isAhead || sealed);
    if (moved.length > 0)
      await session.prepared("devices-save", SAVE, [
        this.#tenantId,
        uuidArray(moved.map(([id]) => id)),
        int4Array(moved.map(([, { lastSlot }]) => lastSlot)),
        int8Array(moved.map(([, { sealed }]) => sealed?.measuredAt ?? 0)),
        int8Array(moved.map(([, { sealed }]) => sealed?.receivedAt ?? 0)),
        byteaArray(moved.map(([, { sealed }]) => sealed?.packed ?? null)),
      ]);
    const opened = drafts.flatMap(([id, { openedDays }]) =>
      openedDays.map((day) => [id, day] as const),
    );
    if (opened.length > 0)
      await session.prepared("days-open", OPEN_DAYS, [
        this.#tenantId,
        uuidArray(opened.map(([id]) => id)),
        int4Array(opened.map(([, day]) => day)),
      ]);
  }

  /** Once the append is committed. */
  rememberIn({ devices }: TenantMemory): void {
    for (const [id, { lastAt, lastSlot, hotDays }] of this.#drafts) {
      const held = devices.get(id);
      const days = new Set([...(held?.hotDays ?? []), ...hotDays]);
      devices.set(id, {
        lastAt: Math.max(lastAt, held?.lastAt ?? -Infinity),
        lastSlot: Math.max(lastSlot, held?.lastSlot ?? -Infinity),
        hotDays: days,
      });
    }
  }
}
