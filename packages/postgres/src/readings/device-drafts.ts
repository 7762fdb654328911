import type { ChunkReading, Id, Instant } from "@solarmon/core";
import type { Session } from "../database/session.ts";
import type { DeviceDay } from "./chunk-table.ts";
import { type DeviceRow, findDevices, openHotDays, saveDevices } from "./device-table.ts";
import { slotEnd, slotOf } from "./slots.ts";
import type { DeviceMemory, TenantMemory } from "./writer-memory.ts";

/** A device during an append. */
export interface DeviceDraft extends DeviceMemory {
  readonly id: Id;
  sealed: DeviceRow["sealed"];
}

/** The devices of one append: what is remembered of them, and what the append makes of it, until it is committed. */
export class DeviceDrafts {
  readonly #tenantId: Id;
  readonly #memory: TenantMemory;
  readonly #drafts = new Map<Id, DeviceDraft>();
  /** Those whose newest reading has to be noted on disk. */
  readonly #ahead = new Set<DeviceDraft>();
  readonly #openedDays: DeviceDay[] = [];
  #isMoved = false;

  constructor(tenantId: Id, memory: TenantMemory) {
    this.#tenantId = tenantId;
    this.#memory = memory;
  }

  async load(session: Session, deviceIds: ReadonlySet<Id>): Promise<void> {
    await this.#read(session, this.take(deviceIds));
  }

  /**
   * The same, all from the database: another writer may have opened a day that nobody here remembers, and who writes
   * chunks has to find its hot rows.
   */
  async loadAnew(session: Session, deviceIds: ReadonlySet<Id>): Promise<void> {
    this.take(deviceIds);
    await this.#read(session, [...deviceIds]);
  }

  async #read(session: Session, deviceIds: readonly Id[]): Promise<void> {
    if (deviceIds.length === 0) return;
    for (const [id, lastSlot, days] of await findDevices(session, deviceIds))
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
    this.#openedDays.push({ deviceId: draft.id, day });
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
    const moved = [...this.#ahead].toSorted((a, b) => compareIds(a.id, b.id));
    const opened = this.#openedDays.toSorted((a, b) => compareIds(a.deviceId, b.deviceId));
    await saveDevices(session, this.#tenantId, moved);
    await openHotDays(session, this.#tenantId, opened);
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

function compareIds(a: Id, b: Id): number {
  return a < b ? -1 : 1;
}
