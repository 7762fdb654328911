import type { LoadCredential, MqttLoadOptions } from "./mqtt-load.ts";

/** Values of a small three-phase inverter; the first two change from message to message. */
const POINTS: readonly (readonly [name: string, value: number])[] = [
  ["acPower", 10_000],
  ["acEnergyTotal", 100_000_000],
  ["acEnergyToday", 12_345],
  ["acVoltageL1", 230.1],
  ["acVoltageL2", 231.2],
  ["acVoltageL3", 229.9],
  ["acCurrentL1", 14.61],
  ["frequency", 50.01],
  ["dcPower", 10_400],
  ["dcVoltage1", 612.3],
  ["dcCurrent1", 17.2],
  ["internalTemperature", 41.5],
];

const ZERO = 48;

/**
 * A PUBLISH packet that is built once; each message changes some digits in it. Reading `i` of message `n` is of
 * device `(n · readings + i) mod devices`, a step later each time its turn comes.
 */
export class LoadPacket {
  readonly bytes: Buffer;
  readonly #startAt: number;
  readonly #stepMs: number;
  readonly #readings: number;
  readonly #devices: readonly Buffer[];
  readonly #idAt: number;
  readonly #places: readonly { device: number; time: number; power: number; energy: number }[];
  #count = 0;

  constructor(options: MqttLoadOptions, credential: LoadCredential) {
    this.#startAt = options.startAt ?? Date.now() - 86_400_000;
    this.#stepMs = options.stepMs ?? 1_000;
    this.#readings = options.readingsPerMessage;
    this.#devices = credential.deviceIds.map((id) => Buffer.from(id, "latin1"));
    const { tenantId, plantId, deviceIds } = credential;
    const topic = `sm/v1/${tenantId}/${plantId}/telemetry/${deviceIds[0]}`;
    const body = payload(options, deviceIds[0] ?? "");
    const head = publishHead(topic, body.length);
    this.bytes = Buffer.concat([head, Buffer.from(body, "latin1")]);
    this.#idAt = head.length - 2;
    this.#places = places(body, head.length, options.readingsPerMessage);
  }

  /** Makes it the next message. */
  next(messageId: number): Buffer {
    const bytes = this.bytes;
    bytes[this.#idAt] = messageId >> 8;
    bytes[this.#idAt + 1] = messageId & 255;
    for (const place of this.#places) {
      const count = this.#count++;
      const turn = Math.floor(count / this.#devices.length);
      if (place.device > 0) this.#devices[count % this.#devices.length]?.copy(bytes, place.device);
      writeDigits(bytes, place.time, 13, this.#startAt + turn * this.#stepMs);
      writeDigits(bytes, place.power, 5, 10_000 + ((turn * 37) % 5_000));
      writeDigits(bytes, place.energy, 9, 100_000_000 + turn * 3);
    }
    return bytes;
  }

  get readingsPerMessage(): number {
    return this.#readings;
  }
}

function payload({ readingsPerMessage, points }: MqttLoadOptions, deviceId: string): string {
  const values = Object.fromEntries(POINTS.slice(0, Math.max(2, points)));
  const reading = { measuredAt: 1_700_000_000_000, ...values };
  if (readingsPerMessage === 1) return JSON.stringify(reading);
  const named = { deviceId, ...reading };
  return JSON.stringify({ readings: Array.from({ length: readingsPerMessage }, () => named) });
}

function places(body: string, offset: number, readings: number) {
  let from = 0;
  const after = (key: string): number => {
    const at = body.indexOf(`"${key}":`, from);
    return at < 0 ? -1 : at + key.length + 3 + offset;
  };
  return Array.from({ length: readings }, () => {
    const device = after("deviceId");
    const place = {
      device: device < 0 ? -1 : device + 1,
      time: after("measuredAt"),
      power: after("acPower"),
      energy: after("acEnergyTotal"),
    };
    from = place.energy - offset;
    return place;
  });
}

function publishHead(topic: string, bodyLength: number): Buffer {
  const length: number[] = [];
  let rest = 2 + topic.length + 2 + bodyLength;
  do {
    length.push((rest % 128) | (rest > 127 ? 128 : 0));
    rest = Math.floor(rest / 128);
  } while (rest > 0);
  return Buffer.concat([
    Buffer.from([0x32, ...length, topic.length >> 8, topic.length & 255]),
    Buffer.from(topic, "latin1"),
    Buffer.alloc(2),
  ]);
}

function writeDigits(bytes: Buffer, start: number, digits: number, value: number): void {
  let rest = value;
  for (let at = start + digits - 1; at >= start; at--) {
    const tenth = Math.floor(rest / 10);
    bytes[at] = ZERO + (rest - tenth * 10);
    rest = tenth;
  }
}
