import { connect, type Socket } from "node:net";
import { LoadPacket } from "./load-packet.ts";
import type { LoadCredential, MqttLoadOptions } from "./mqtt-load.ts";

const IDS = 65_535;

/** Bins of ack latency: a tenth of a millisecond each, the last for all above. */
export const LATENCY_BINS = 20_000;

/** One raw socket that keeps `window` messages in flight and counts their acks. */
export class LoadConnection {
  acked = 0;
  /** Ack latencies by bin of 0.1 ms. */
  readonly latencies: Float64Array = new Float64Array(LATENCY_BINS);
  readonly #options: MqttLoadOptions;
  readonly #packet: LoadPacket;
  readonly #sentAt: Float64Array = new Float64Array(IDS + 1);
  #socket: Socket | null = null;
  #buffer: Buffer;
  #nextId = 1;
  #oldestId = 1;
  #odd = 0;
  #isStopped = false;

  constructor(options: MqttLoadOptions, credential: LoadCredential) {
    this.#options = options;
    this.#packet = new LoadPacket(options, credential);
    this.#buffer = Buffer.allocUnsafe(this.#packet.bytes.length * options.window);
  }

  /** Logs in. */
  async open(credential: LoadCredential, name: string): Promise<void> {
    const { host, port } = this.#options;
    const socket = connect({ host, port, noDelay: true });
    this.#socket = socket;
    await new Promise<void>((resolve, reject) => {
      socket.once("error", reject);
      socket.once("close", () => reject(new Error("the door closed a connection")));
      socket.once("connect", () => socket.write(connectPacket(credential, name)));
      let connack = Buffer.alloc(0);
      socket.on("data", (bytes: Buffer) => {
        connack = Buffer.concat([connack, bytes]);
        if (connack[3] === 0) resolve();
        else if (connack.length >= 4)
          reject(new Error(`log-in refused, return code ${connack[3]}`));
      });
    });
    socket.removeAllListeners("data");
    socket.on("error", () => this.stop());
    socket.on("data", (acks: Buffer) => this.#count(acks));
  }

  start(): void {
    this.#send(this.#options.window);
  }

  stop(): void {
    this.#isStopped = true;
  }

  close(): void {
    this.#socket?.destroy();
  }

  /** Every packet that comes is a PUBACK of four bytes, in order. */
  #count(bytes: Buffer): void {
    const total = this.#odd + bytes.length;
    const acks = total >> 2;
    this.#odd = total & 3;
    const now = performance.now();
    for (let index = 0; index < acks; index++) {
      const tenths = Math.round((now - (this.#sentAt[this.#oldestId] ?? now)) * 10);
      const bin = Math.min(tenths, LATENCY_BINS - 1);
      this.latencies[bin] = (this.latencies[bin] ?? 0) + 1;
      this.#oldestId = this.#oldestId === IDS ? 1 : this.#oldestId + 1;
    }
    this.acked += acks;
    if (!this.#isStopped && acks > 0) this.#send(acks);
  }

  #send(messages: number): void {
    const socket = this.#socket;
    if (!socket) return;
    const size = this.#packet.bytes.length;
    // What is not yet written is still read from the buffer by the socket.
    if (socket.writableLength > 0) this.#buffer = Buffer.allocUnsafe(this.#buffer.length);
    const now = performance.now();
    for (let index = 0; index < messages; index++) {
      this.#packet.next(this.#nextId).copy(this.#buffer, index * size);
      this.#sentAt[this.#nextId] = now;
      this.#nextId = this.#nextId === IDS ? 1 : this.#nextId + 1;
    }
    socket.write(this.#buffer.subarray(0, messages * size));
  }
}

function connectPacket({ id, secret }: LoadCredential, name: string): Buffer {
  const body = Buffer.concat([
    text("MQTT"),
    Buffer.from([4, 0xc2, 0, 0]),
    text(name),
    text(id),
    text(secret),
  ]);
  const length = body.length;
  return Buffer.concat([
    Buffer.from(length > 127 ? [0x10, (length % 128) | 128, length >> 7] : [0x10, length]),
    body,
  ]);
}

function text(value: string): Buffer {
  return Buffer.concat([Buffer.from([0, value.length]), Buffer.from(value, "latin1")]);
}
