import {
  decodeEnvelope,
  type Envelope,
  type Id,
  SolarmonError,
  type StreamRecord,
  toSolarmonError,
} from "@solarmon/core";
import type { DeviceRollups } from "./device-rollups.ts";
import type { RecordResult } from "./record-result.ts";
import { settleDevices } from "./settle-devices.ts";
import { TenantState } from "./tenant-state.ts";
import { type StepOptions, TenantStep } from "./tenant-step.ts";

export interface ProcessorOptions extends StepOptions {
  /** Rows that may wait for `settle`; above it, the next step settles first. Default 20,000, about 25 MB. */
  readonly maxPendingRows?: number;
  /** Devices kept ready to be extended; above it, quiet ones are let go. Default 20,000, about 5 kB each. */
  readonly maxDevices?: number;
}

/** The processing step. The embedded runner, a Kafka consumer and a Lambda handler are drivers of it. */
export interface Processor {
  /**
   * Stores the readings of the records and tells whoever watches. One result per record; a record that cannot be
   * processed does not block the others. Roll-ups follow with `settle`.
   *
   * @throws `unavailable` when too many roll-ups wait and cannot be written; nothing was done then
   */
  process(records: readonly Pick<StreamRecord, "value">[]): Promise<readonly RecordResult[]>;
  /** The same for envelopes that came without a stream. */
  apply(envelopes: readonly Envelope[]): Promise<readonly RecordResult[]>;
  /**
   * Writes the roll-ups of everything processed before the call. Durable when it resolves: only then may the
   * records be checkpointed. Done in slices, between which `process` goes on. After a failure, call it again.
   */
  settle(): Promise<void>;
  /** Lets go of a tenant that is being deleted, pending rows and all. */
  forget(tenantId: Id): Promise<void>;
  /** About how many rows wait for `settle`. */
  readonly pendingRows: number;
}

interface Slice {
  readonly tenant: TenantState;
  readonly devices: readonly DeviceRollups[];
}

/** Rows written before `process` gets a turn. */
const SLICE_ROWS = 256;

/** A processor that keeps open roll-ups in memory and writes them back when it settles. */
export function createProcessor(options: ProcessorOptions): Processor {
  return new StepProcessor(options);
}

class StepProcessor implements Processor {
  readonly #options: ProcessorOptions;
  readonly #tenants = new Map<Id, TenantState>();
  /** Devices with pending rows. */
  readonly #dirty = new Map<DeviceRollups, TenantState>();
  #pendingRows = 0;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: ProcessorOptions) {
    this.#options = options;
  }

  get pendingRows(): number {
    return this.#pendingRows;
  }

  async process(records: readonly Pick<StreamRecord, "value">[]): Promise<readonly RecordResult[]> {
    return this.#inTurn(async () => this.#step(records.map(({ value }) => decode(value))));
  }

  async apply(envelopes: readonly Envelope[]): Promise<readonly RecordResult[]> {
    return this.#inTurn(async () => this.#step(envelopes));
  }

  async settle(): Promise<void> {
    for (const slice of this.#slices(SLICE_ROWS))
      await this.#inTurn(async () => this.#settleSlice(slice));
  }

  async forget(tenantId: Id): Promise<void> {
    await this.#inTurn(async () => {
      const gone = this.#tenants.get(tenantId);
      this.#tenants.delete(tenantId);
      for (const [device, tenant] of this.#dirty) if (tenant === gone) this.#clean(device);
    });
  }

  #clean(device: DeviceRollups): void {
    this.#pendingRows -= device.pending;
    this.#dirty.delete(device);
  }

  /** What runs in a turn never sees the half-done work of another. */
  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async #step(envelopes: readonly (Envelope | SolarmonError)[]): Promise<RecordResult[]> {
    await this.#makeRoom();
    const results: RecordResult[] = [];
    const groups = new Map<Id, { envelopes: Envelope[]; indexes: number[] }>();
    for (const [index, envelope] of envelopes.entries()) {
      if (SolarmonError.is(envelope)) results[index] = { ok: false, error: envelope };
      else group(groups, envelope, index);
    }
    for (const [tenantId, { envelopes: own, indexes }] of groups) {
      const answers = await this.#stepTenant(tenantId, own);
      for (const [position, index] of indexes.entries()) results[index] = answers[position]!;
    }
    return results;
  }

  /** @throws `unavailable` when rows cannot be written, before any more are made */
  async #makeRoom(): Promise<void> {
    if (this.#pendingRows <= (this.#options.maxPendingRows ?? 20_000)) return;
    try {
      for (const slice of this.#slices(this.#pendingRows)) await this.#settleSlice(slice);
    } catch (cause) {
      throw new SolarmonError("unavailable", "roll-ups cannot be written for now", { cause });
    }
  }

  async #stepTenant(tenantId: Id, envelopes: readonly Envelope[]): Promise<RecordResult[]> {
    let tenant = this.#tenants.get(tenantId);
    if (!tenant) this.#tenants.set(tenantId, (tenant = new TenantState(tenantId, this.#options)));
    const owner = tenant;
    const step = new TenantStep(owner, this.#options, (device, rows) => {
      this.#dirty.set(device, owner);
      this.#pendingRows += rows;
    });
    return step.run(envelopes);
  }

  /** The devices that are dirty now, by tenant, in slices of about so many rows. */
  #slices(rows: number): Slice[] {
    const byTenant = Map.groupBy(this.#dirty.keys(), (device) => this.#dirty.get(device)!);
    return [...byTenant].flatMap(([tenant, devices]) =>
      sliceByRows(devices, rows).map((slice) => ({ tenant, devices: slice })),
    );
  }

  async #settleSlice({ tenant, devices }: Slice): Promise<void> {
    const dirty = devices.filter((device) => this.#dirty.has(device));
    await settleDevices(tenant, dirty, (device) => this.#clean(device));
    for (const device of dirty) await this.#tellInterval(tenant, device);
    tenant.dropQuiet(this.#options.maxDevices ?? 20_000);
  }

  async #tellInterval(tenant: TenantState, device: DeviceRollups): Promise<void> {
    const { learnedMs } = device;
    if (learnedMs === null) return;
    device.learnedMs = null;
    try {
      const catalog = this.#options.catalog.forTenant(tenant.scope);
      await catalog.setDeviceInterval(device.deviceId, learnedMs);
    } catch (thrown) {
      this.#options.onError?.(toSolarmonError(thrown, "a learned interval could not be noted"));
    }
  }
}

function decode(value: Uint8Array): Envelope | SolarmonError {
  try {
    return decodeEnvelope(value);
  } catch (cause) {
    return new SolarmonError("refused", "the record is not an envelope", { cause });
  }
}

function group(
  groups: Map<Id, { envelopes: Envelope[]; indexes: number[] }>,
  envelope: Envelope,
  index: number,
): void {
  let own = groups.get(envelope.tenantId);
  if (!own) groups.set(envelope.tenantId, (own = { envelopes: [], indexes: [] }));
  own.envelopes.push(envelope);
  own.indexes.push(index);
}

function sliceByRows(devices: readonly DeviceRollups[], rows: number): DeviceRollups[][] {
  const slices: DeviceRollups[][] = [];
  let room = 0;
  for (const device of devices) {
    if (room <= 0) {
      slices.push([]);
      room = rows;
    }
    slices.at(-1)!.push(device);
    room -= device.pending;
  }
  return slices;
}
