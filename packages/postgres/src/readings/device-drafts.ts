import type { ChunkReading, Id, Instant } from "@solarmon/core";
import { byteaArray, int4Array, int8Array, uuidArray } from "../database/binary-arrays.ts";
import type { Session } from "../database/session.ts";
import { slotEnd, slotOf } from "./slots.ts";
import type { DeviceMemory, TenantMemory } from "./writer-memory.ts";

const LOAD = `
select device_id, last_slot,
  array(select day from solarmon.hot_days where hot_days.device_id = reading_devices.device_id)
from solarmon.reading_devices where device_id = any ($1::uuid[])`;
const IS_NEWER = `
  excluded.sealed_packed is not null and excluded.sealed_at >= coalesce(held.sealed_at, excluded.sealed_at)`;
const SAVE = `
insert into solarmon.reading_devices as held
  (tenant_id, device_id, last_slot, sealed_at, sealed_received_at, sealed_packed)
select $1, * from unnest($2::uuid[], $3::int4[], $4::int8[], $5::int8[], $6::bytea[])
on conflict (tenant_id, device_id) do update set
  last_slot = greatest(held.last_slot, excluded.last_slot),
  sealed_at = case when ${IS_NEWER} then excluded.sealed_at else held.sealed_at end,
  sealed_received_at = case when ${IS_NEWER} then excluded.sealed_received_at else held.sealed_received_at end,
  sealed_packed = case when ${IS_NEWER} then excluded.sealed_packed else held.sealed_packed end`;
const OPEN_DAYS = `
insert into solarmon.hot_days (tenant_id, device_id, day)
select $1, * from unnest($2::uuid[], $3::int4[]) on conflict do nothing`;

/** The newest reading of a chunk. */
interface SealedLatest {
  readonly measuredAt: Instant;
  readonly receivedAt: Instant;
  readonly packed: Uint8Array;
}

/** A device during an append. */
export interface DeviceDraft extends DeviceMemory {
  readonly id: Id;
  sealed: SealedLatest | undefined;
}

/** The devices of one append: what is remembered of them, and what the append makes of it, until it is committed. */
export class DeviceDrafts {
  readonly #tenantId: Id;
  readonly #memory: TenantMemory;
  readonly #drafts = new Map<Id, DeviceDraft>();
  /** Those whose newest reading has to be noted on disk. */
  readonly #ahead = new Set<DeviceDraft>();
  readonly #openedDays: { readonly id: Id; readonly day: number }[] = [];
  #isMoved = false;

  constructor(tenantId: Id, memory: TenantMemory) {
    this.#tenantId = tenantId;
    this.#memory = memory;
  }

  async load(session: Session, deviceIds: ReadonlySet<Id>): Promise<void> {
    const unknown = this.take(deviceIds);
    if (unknown.length === 0) return;
    type Row = readonly [id: Id, lastSlot: number, days: readonly number[]];
    const rows = await session.prepared<Row>("devices-load", LOAD, [uuidArray(unknown)]);
    for (const [id, lastSlot, days] of rows)
      // the end of the slot: what is later is new for sure
      this.#draft(id, { lastAt: slotEnd(lastSlot), lastSlot, hotDays: new Set(days) });
  }

  /** What is remembered of these devices. @returns those of which nothing is */
  take(deviceIds: ReadonlySet<Id>): readonly Id[] {
    const unknown: Id[] = [];
    for (const id of deviceIds) {
      const held = this.#memory.devices.get(id);
      if (!held) unknown.push(id);
      this.#draft(id, held ?? UNKNOWN);
    }
    return unknown;
  }

  /** The device, if it was taken or is remembered. */
  known(id: Id): DeviceDraft | undefined {
    const draft = this.#drafts.get(id);
    if (draft) return draft;
    const held = this.#memory.devices.get(id);
    return held && this.#draft(id, held);
  }

  /** Whether {@link save} has something to write. */
  get hasNews(): boolean {
    return this.#ahead.size > 0 || this.#openedDays.length > 0;
  }

  #draft(id: Id, { lastAt, lastSlot, hotDays }: DeviceMemory): DeviceDraft {
    const draft: DeviceDraft = { id, lastAt, lastSlot, hotDays, sealed: undefined };
    this.#drafts.set(id, draft);
    return draft;
  }

  of(id: Id): DeviceDraft {
    const draft = this.#drafts.get(id);
    if (!draft) throw new TypeError("a device that was not loaded");
    return draft;
  }

  /** A reading of the device lies at `at`, on `day`, in a hot row now. */
  putHot(draft: DeviceDraft, at: Instant, day: number): void {
    this.#advance(draft, at);
    if (draft.hotDays.has(day)) return;
    draft.hotDays = new Set(draft.hotDays).add(day);
    this.#openedDays.push({ id: draft.id, day });
  }

  /**
   * Readings of the device lie in a chunk now.
   *
   * @param readings - all of the chunk, ascending
   * @param closedDay - the day whose hot rows they were
   */
  seal(draft: DeviceDraft, readings: readonly ChunkReading[], closedDay: number | undefined): void {
    if (closedDay !== undefined) this.#isMoved = true;
    const newest = readings.at(-1);
    if (!newest || slotOf(newest.measuredAt) < draft.lastSlot) return;
    if (newest.measuredAt < (draft.sealed?.measuredAt ?? -Infinity)) return;
    draft.sealed = newest;
    this.#ahead.add(draft);
    this.#isMoved = true;
    this.#advance(draft, newest.measuredAt);
  }

  /** Whether what writers remember has become untrue. */
  get isMoved(): boolean {
    return this.#isMoved;
  }

  #advance(draft: DeviceDraft, at: Instant): void {
    if (at > draft.lastAt) draft.lastAt = at;
    const slot = slotOf(at);
    if (slot <= draft.lastSlot) return;
    draft.lastSlot = slot;
    this.#ahead.add(draft);
  }

  /** Writes what has changed. Devices in one order for all, so that two writers never wait for each other. */
  async save(session: Session): Promise<void> {
    const moved = [...this.#ahead].toSorted(byId);
    if (moved.length > 0)
      await session.prepared("devices-save", SAVE, [
        this.#tenantId,
        uuidArray(moved.map(({ id }) => id)),
        int4Array(moved.map(({ lastSlot }) => lastSlot)),
        int8Array(moved.map(({ sealed }) => sealed?.measuredAt ?? 0)),
        int8Array(moved.map(({ sealed }) => sealed?.receivedAt ?? 0)),
        byteaArray(moved.map(({ sealed }) => sealed?.packed ?? null)),
      ]);
    const opened = this.#openedDays.toSorted(byId);
    if (opened.length > 0)
      await session.prepared("days-open", OPEN_DAYS, [
        this.#tenantId,
        uuidArray(opened.map(({ id }) => id)),
        int4Array(opened.map(({ day }) => day)),
      ]);
  }

  /** Once the append is committed. Another append of this process may have remembered something meanwhile. */
  rememberIn({ devices }: TenantMemory): void {
    for (const { id, lastAt, lastSlot, hotDays } of this.#drafts.values()) {
      const held = devices.get(id);
      if (held) {
        held.lastAt = Math.max(held.lastAt, lastAt);
        held.lastSlot = Math.max(held.lastSlot, lastSlot);
        if (hotDays !== held.hotDays) held.hotDays = new Set([...held.hotDays, ...hotDays]);
      } else devices.set(id, { lastAt, lastSlot, hotDays });
    }
  }
}

const UNKNOWN: DeviceMemory = { lastAt: -Infinity, lastSlot: -Infinity, hotDays: new Set() };

function byId(a: { readonly id: Id }, b: { readonly id: Id }): number {
  return a.id < b.id ? -1 : 1;
}
