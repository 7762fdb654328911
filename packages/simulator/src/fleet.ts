import { type Id, type Instant, MINUTE_MS, type PointValues } from "@solarmon/core";
import { localMidnight } from "./local-midnight.ts";
import { realPace, type Pace } from "./pace.ts";
import { createPlantModel, type DeviceModel, type PlantDesign } from "./plant-model.ts";
import { openPublisher, type DeviceLogin, type Publisher } from "./publisher.ts";

/** A device of a plant, as the catalogue knows it. */
export interface FleetDevice {
  readonly deviceId: Id;
  /** Place in the design's inverters, or the weather station. */
  readonly role: number | "weather";
  /** Without one, the plant's gateway sends for it. */
  readonly login?: DeviceLogin;
}

export interface FleetPlant {
  readonly tenantId: Id;
  readonly plantId: Id;
  readonly design: PlantDesign;
  readonly devices: readonly FleetDevice[];
  /** Sends for the devices that have no login of their own. */
  readonly gateway?: DeviceLogin;
}

export interface FleetOptions {
  /** e.g. `mqtt://127.0.0.1:1883` */
  readonly mqttUrl: string;
  readonly plants: readonly FleetPlant[];
  /** Time between readings [ms]. Default 5,000. */
  readonly intervalMs?: number;
  /** Time between the readings of the day so far [ms]; 0: none. Default 60,000. */
  readonly backfillIntervalMs?: number;
  readonly pace?: Pace;
  readonly signal: AbortSignal;
  /** Told of connection trouble; the fleet goes on trying. */
  readonly onTrouble?: (message: string) => void;
  /** Told once the day so far is acknowledged and live readings begin. */
  readonly onLive?: () => void;
}

interface Sender {
  readonly publisher: Publisher;
  readonly plant: FleetPlant;
  readonly devices: readonly { readonly deviceId: Id; readonly values: DeviceModel }[];
}

/** Readings per message of the back-fill: about 60 kB. */
const BACKFILL_BATCH = 200;

/**
 * Runs a fleet until the signal fires: first the day so far as batches, then a reading per device and interval, all
 * through real MQTT clients at QoS 1. Never more than a few messages per client are unacknowledged.
 */
export async function runFleet(options: FleetOptions): Promise<void> {
  const { plants, signal, pace = realPace, intervalMs = 5_000 } = options;
  const senders = plants.flatMap((plant) => sendersOf(plant, options));
  try {
    const liveFrom = alignUp(pace.now(), intervalMs);
    await Promise.all(senders.map((sender) => backfill(sender, liveFrom, options)));
    if (!signal.aborted) options.onLive?.();
    for (let at = liveFrom; !signal.aborted; at = nextTick(at, intervalMs, pace.now())) {
      await pace.waitUntil(at, signal);
      if (!signal.aborted) await publishAll(senders, at);
    }
  } finally {
    await Promise.all(senders.map((sender) => sender.publisher.close()));
  }
}

function sendersOf(plant: FleetPlant, options: FleetOptions): Sender[] {
  const model = createPlantModel(plant.design);
  const modelled = plant.devices.map((device) => ({ ...device, values: valuesOf(model, device) }));
  const open = (login: DeviceLogin): Publisher =>
    openPublisher(options.mqttUrl, login, options.signal, options.onTrouble);
  const own = modelled.flatMap((device): Sender[] =>
    device.login ? [{ publisher: open(device.login), plant, devices: [device] }] : [],
  );
  const shared = modelled.filter((device) => !device.login);
  if (shared.length === 0) return own;
  if (!plant.gateway)
    throw new TypeError(`plant ${plant.design.name}: devices without login need a gateway`);
  return [...own, { publisher: open(plant.gateway), plant, devices: shared }];
}

function valuesOf(
  model: ReturnType<typeof createPlantModel>,
  { role, deviceId }: FleetDevice,
): DeviceModel {
  const values = role === "weather" ? model.weather : model.inverters[role];
  if (!values) throw new TypeError(`device ${deviceId}: the design has no inverter ${role}`);
  return values;
}

async function backfill(sender: Sender, until: Instant, options: FleetOptions): Promise<void> {
  const stepMs = options.backfillIntervalMs ?? MINUTE_MS;
  if (stepMs <= 0) return;
  const start = localMidnight(until - 1, sender.plant.design.timeZone);
  let batch: object[] = [];
  for (let at = alignUp(start, stepMs); at < until && !options.signal.aborted; at += stepMs) {
    for (const { deviceId, values } of sender.devices)
      batch.push(toReading(deviceId, at, values(at)));
    if (batch.length >= BACKFILL_BATCH) {
      await sender.publisher.publish(topicOf(sender), JSON.stringify({ readings: batch }));
      batch = [];
    }
  }
  if (batch.length > 0 && !options.signal.aborted)
    await sender.publisher.publish(topicOf(sender), JSON.stringify({ readings: batch }));
}

async function publishAll(senders: readonly Sender[], at: Instant): Promise<void> {
  await Promise.all(
    senders.map(async (sender) => {
      const readings = sender.devices.map(({ deviceId, values }) =>
        toReading(deviceId, at, values(at)),
      );
      const payload = readings.length === 1 ? readings[0] : { readings };
      await sender.publisher.publish(topicOf(sender), JSON.stringify(payload));
    }),
  );
}

function toReading(deviceId: Id, at: Instant, values: PointValues): object {
  return { deviceId, measuredAt: at, ...values };
}

function topicOf({ plant, devices }: Sender): string {
  const deviceId = devices[0]?.deviceId ?? "";
  return `sm/v1/${plant.tenantId}/${plant.plantId}/telemetry/${deviceId}`;
}

function alignUp(at: Instant, stepMs: number): Instant {
  return Math.ceil(at / stepMs) * stepMs;
}

/** The next tick after `at`; ticks that passed while the broker was away are left out, like a device without a buffer. */
function nextTick(at: Instant, intervalMs: number, now: Instant): Instant {
  return Math.max(at + intervalMs, alignUp(now, intervalMs));
}
