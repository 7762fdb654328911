import {
  type AppendResult,
  type AppendVerdict,
  type Envelope,
  type Id,
  type LivePublisher,
  SolarmonError,
  toSolarmonError,
} from "@solarmon/core";
import { recordUsage } from "../usage/record-usage.ts";
import { appendEach } from "./append-each.ts";
import type { DeviceRollups } from "./device-rollups.ts";
import type { PlantState } from "./plant-state.ts";
import type { RecordResult } from "./record-result.ts";
import type { TenantState, TenantStateOptions } from "./tenant-state.ts";

export interface StepOptions extends TenantStateOptions {
  readonly live: LivePublisher;
  /** Results tell what their records are to be billed as. Default false. */
  readonly isMetered?: boolean;
  /** Told the verdicts of an envelope whose sender waits for them. */
  readonly onVerdicts?: (replyTo: string, verdicts: readonly AppendVerdict[]) => void;
  /** Told what went wrong beside the readings themselves: a cache or bus that is down, an interval not noted. */
  readonly onError?: (error: SolarmonError) => void;
}

/** One step over envelopes of one tenant: store, fold, tell. */
export class TenantStep {
  readonly #tenant: TenantState;
  readonly #options: StepOptions;
  readonly #onPending: (device: DeviceRollups, rows: number) => void;
  readonly #changed = new Set<PlantState>();
  /** Devices whose newest reading was corrected: the store knows what it came to. */
  readonly #corrected = new Map<Id, PlantState>();

  constructor(
    tenant: TenantState,
    options: StepOptions,
    onPending: (device: DeviceRollups, rows: number) => void,
  ) {
    this.#tenant = tenant;
    this.#options = options;
    this.#onPending = onPending;
  }

  /** One result per envelope, in order. */
  async run(envelopes: readonly Envelope[]): Promise<RecordResult[]> {
    const plants = await this.#prepareEach(envelopes);
    const isReady = (index: number) => !SolarmonError.is(plants[index]);
    const ready = envelopes.filter((_, index) => isReady(index));
    const appended = (await appendEach(this.#tenant.readings, ready)).values();
    const results = envelopes.map((envelope, index): RecordResult => {
      const plant = plants[index]!;
      if (SolarmonError.is(plant)) return { ok: false, error: plant };
      return this.#take(envelope, plant, appended.next().value!);
    });
    await this.#tellOrReport();
    return results;
  }

  async #prepareEach(envelopes: readonly Envelope[]): Promise<(PlantState | SolarmonError)[]> {
    const plants: (PlantState | SolarmonError)[] = [];
    for (const envelope of envelopes) {
      const known = this.#tenant.known(envelope);
      plants.push(known ?? (await this.#prepare(envelope)));
    }
    return plants;
  }

  async #prepare(envelope: Envelope): Promise<PlantState | SolarmonError> {
    try {
      return await this.#tenant.prepare(envelope);
    } catch (thrown) {
      return toSolarmonError(thrown, "the plant of a record could not be read");
    }
  }

  #take(envelope: Envelope, plant: PlantState, result: AppendResult | SolarmonError): RecordResult {
    if (SolarmonError.is(result)) return { ok: false, error: result };
    const { verdicts, touched } = result;
    try {
      this.#fold(envelope, plant, { verdicts, touched });
    } catch (thrown) {
      return { ok: false, error: toSolarmonError(thrown, "a reading could not be rolled up") };
    }
    if (envelope.replyTo !== undefined) this.#options.onVerdicts?.(envelope.replyTo, verdicts);
    if (this.#options.isMetered !== true) return { ok: true, verdicts };
    return { ok: true, verdicts, usage: recordUsage(envelope, plant.plant, result) };
  }

  #fold(envelope: Envelope, plant: PlantState, { verdicts, touched }: AppendResult): void {
    const touchedSet = touched.length > 0 ? new Set(touched) : undefined;
    const { readings, receivedAt } = envelope;
    for (let index = 0; index < readings.length; index++) {
      const reading = readings[index]!;
      const { deviceId, measuredAt, packed } = reading;
      const device = this.#tenant.devices.get(deviceId)!;
      const { newestAt, pending } = device;
      const verdict = verdicts[index]!;
      device.take(reading, verdict, touchedSet?.has(index) ?? false);
      if (device.pending !== pending) this.#onPending(device, device.pending - pending);
      if (measuredAt > newestAt) this.#change(plant, { deviceId, measuredAt, receivedAt, packed });
      else if (measuredAt === newestAt && verdict !== "duplicate")
        this.#corrected.set(deviceId, plant);
    }
  }

  #change(plant: PlantState, reading: Parameters<PlantState["change"]>[0]): void {
    plant.change(reading);
    this.#changed.add(plant);
  }

  /** The readings are stored: a cache or bus that is down must not hold them up. */
  async #tellOrReport(): Promise<void> {
    try {
      await this.#tell();
    } catch (thrown) {
      this.#options.onError?.(toSolarmonError(thrown, "a live update could not be published"));
    }
  }

  async #tell(): Promise<void> {
    const { scope, readings } = this.#tenant;
    const { latest, live, clock } = this.#options;
    if (this.#corrected.size > 0)
      for (const reading of await readings.latest([...this.#corrected.keys()]))
        this.#change(this.#corrected.get(reading.deviceId)!, reading);
    if (this.#changed.size === 0) return;
    const changes = [...this.#changed].map((plant) => ({ plant, devices: plant.takeChanged() }));
    await latest.put(
      scope,
      changes.flatMap(({ devices }) => devices),
    );
    const now = clock.now();
    await live.publish(
      scope,
      changes.map(({ plant, devices }) => plant.update(devices, now)),
    );
  }
}
