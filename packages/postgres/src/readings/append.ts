import type { AppendResult, Id } from "@solarmon/core";
import type { Session } from "../database/session.ts";
import { appendBulk } from "./append-bulk.ts";
import { type AppendContext, appendLookedUp, newRows } from "./append-hot.ts";
import { type AppendPlan, type Offer, type Offers, offersOf } from "./append-plan.ts";
import { dayKey } from "./chunk-table.ts";
import { DeviceDrafts } from "./device-drafts.ts";
import type { HotRows } from "./hot-row-columns.ts";
import { insertRows } from "./hot-rows.ts";
import { SourceTable } from "./source-table.ts";
import { noteChange, readTenantState } from "./tenant-state.ts";
import type { TenantMemory, WriterMemory } from "./writer-memory.ts";

/** Everything of an append that needs no database. */
interface Sorted {
  /** What it was made from. */
  readonly known: TenantMemory;
  readonly sources: SourceTable;
  readonly devices: DeviceDrafts;
  /** Readings that nobody can have, since they are newer than all of their device. */
  readonly fresh: HotRows;
  readonly looked: readonly Offer[];
  readonly bulk: readonly Offer[];
}

/** An append of whatever comes, in one transaction. */
export class Append {
  readonly #memory: WriterMemory;
  readonly #tenantId: Id;
  readonly #plan: AppendPlan;
  readonly #isCareful: boolean;
  readonly #offers: Offers;
  #done: Sorted | undefined;

  /** @param isCareful - look up every reading */
  constructor(memory: WriterMemory, tenantId: Id, plan: AppendPlan, isCareful: boolean) {
    this.#memory = memory;
    this.#tenantId = tenantId;
    this.#plan = plan;
    this.#isCareful = isCareful;
    this.#offers = offersOf(plan.envelopes);
  }

  /** In a transaction that begins with the locks. */
  async run(session: Session): Promise<void> {
    const sorted = await this.#write(session);
    await sorted.devices.save(session);
    if (sorted.devices.isMoved) await noteChange(session);
    this.#done = sorted;
  }

  async #write(session: Session): Promise<Sorted> {
    const { epoch, changes } = await readTenantState(session, this.#tenantId);
    const known = this.#memory.of(this.#tenantId, epoch, changes);
    const sources = new SourceTable(session, known);
    await sources.ensure(this.#tenantId, [...this.#offers.sources]);
    const devices = new DeviceDrafts(this.#tenantId, known);
    const { deviceIds } = this.#offers;
    await (this.#plan.bulk.size > 0
      ? devices.loadAnew(session, deviceIds)
      : devices.load(session, deviceIds));
    const sorted = this.#sort(known, sources, devices);
    const context: AppendContext = { session, tenantId: this.#tenantId, sources, devices };
    await insertRows(session, this.#tenantId, sorted.fresh);
    await appendLookedUp(context, sorted.looked);
    if (sorted.bulk.length > 0) await appendBulk(context, sorted.bulk);
    return sorted;
  }

  #sort(known: TenantMemory, sources: SourceTable, devices: DeviceDrafts): Sorted {
    const bulkDays = this.#plan.bulk;
    const [fresh, looked, bulk]: [Offer[], Offer[], Offer[]] = [[], [], []];
    for (const offer of this.#offers.all) {
      const { deviceId, measuredAt } = offer.reading;
      const draft = devices.of(deviceId);
      if (bulkDays.size > 0 && bulkDays.has(dayKey({ deviceId, day: offer.day }))) bulk.push(offer);
      else if (measuredAt > draft.lastAt && !this.#isCareful) {
        devices.putHot(draft, measuredAt, offer.day);
        fresh.push(offer);
      } else looked.push(offer);
    }
    return { known, sources, devices, fresh: newRows(sources, fresh), looked, bulk };
  }

  /** Once it is committed: remembers it, and tells what became of each reading. */
  finish(): readonly AppendResult[] {
    if (this.#done) this.#remember(this.#done);
    for (const { touched } of this.#offers.results) touched.sort((a, b) => a - b);
    return this.#offers.results;
  }

  #remember({ known, sources, devices }: Sorted): void {
    if (devices.isMoved) return this.#memory.forget(this.#tenantId);
    sources.rememberIn(known);
    devices.rememberIn(known);
    this.#memory.trim();
  }
}
