import type { Socket } from "node:net";
import type { Intake } from "../intake/intake.ts";
import { AckQueue } from "./ack-queue.ts";
import { ConnectionFlow } from "./connection-flow.ts";
import { ControlChannel } from "./control-channel.ts";
import type { DeviceSession } from "./device-session.ts";
import type { MqttDoorLimits } from "./door-limits.ts";
import { FrameScanner, type FrameSink } from "./frame-scanner.ts";
import { publishPacket, type PublishPacket } from "./publish-packet.ts";

const CONNECT = 1;
const PUBLISH = 3;
const PUBREL = 6;
const PUBCOMP_BYTE = 0x70;

export interface ConnectionOptions {
  readonly socket: Socket;
  readonly intake: Intake;
  readonly limits: MqttDoorLimits;
  readonly closed: (connection: DeviceConnection) => void;
  readonly failed: (connection: DeviceConnection, error: Error) => void;
}

/**
 * One socket. Publishes go straight to the session and are acknowledged from here; all other packets go to the
 * broker through the channel. Reads no further while too much is not durable yet.
 */
export class DeviceConnection implements FrameSink {
  readonly channel: ControlChannel;
  session: DeviceSession | null = null;
  isClosed = false;
  readonly #options: ConnectionOptions;
  readonly #socket: Socket;
  readonly #flow: ConnectionFlow;
  readonly #acks: AckQueue;
  #hasConnected = false;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#socket = options.socket;
    this.channel = new ControlChannel(this);
    this.#flow = new ConnectionFlow({
      socket: options.socket,
      scanner: new FrameScanner(options.limits.packetBytes, this),
      intake: options.intake,
      isOpen: () => this.#isOpen(),
      hasRoom: () => this.#hasRoom(),
    });
    this.#acks = new AckQueue({
      write: (acks) => this.write(acks),
      failed: (error) => this.#fail(error),
      flushed: () => this.#acksFlushed(),
    });
    this.#socket.on("data", (chunk) => this.#flow.read(chunk));
    this.#socket.on("timeout", () => this.#timeOut());
    this.#socket.on("error", (error) => this.#fail(error));
    this.#socket.on("close", () => this.close());
    this.#socket.on("end", () => this.close());
  }

  /** Messages taken and not acknowledged yet. */
  get inFlight(): number {
    return this.#acks.size;
  }

  /** Log-in is done: goes on with what was sent behind CONNECT. */
  start(session: DeviceSession): void {
    this.session = session;
    this.goOn();
  }

  /** Goes on reading if there is room again. */
  goOn(): void {
    this.#flow.goOn();
  }

  /** Closes the connection when nothing came for one and a half times so long (MQTT-3.1.2-24). 0: never. */
  keepAlive(seconds: number): void {
    if (seconds === 0) this.#socket.setKeepAlive(true, 60_000);
    this.#socket.setTimeout(seconds * 1_500);
  }

  write(bytes: Buffer, callback?: (error?: Error | null) => void): void {
    if (!this.isClosed) this.#socket.write(bytes, callback);
    else callback?.();
  }

  /** Reads no more; what was taken is still acknowledged. */
  stopReading(): void {
    this.#flow.stop();
  }

  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.#socket.destroy();
    this.channel.destroy();
    this.#options.closed(this);
  }

  frame(buffer: Buffer, start: number, body: number, end: number): boolean {
    const type = (buffer[start] ?? 0) >> 4;
    if (!this.#hasConnected) return this.#connect(type, buffer, start, end);
    if (type === PUBLISH) return this.#publish(buffer, start, body, end);
    if (type === PUBREL) this.#complete(buffer, body);
    else this.channel.push(Buffer.from(buffer.subarray(start, end)));
    return this.#flow.mayTake;
  }

  oversized(head: Buffer, body: number, size: number): boolean {
    const { packetBytes, skippedBytes } = this.#options.limits;
    const packet = publishPacket(head, 0, body, head.length);
    const isPublish = this.#hasConnected && (head[0] ?? 0) >> 4 === PUBLISH;
    if (!isPublish || !packet || !this.session || size > skippedBytes) {
      this.#fail(new Error(`a packet of ${size} bytes; the largest is ${packetBytes}`));
      return false;
    }
    const detail = `a message of ${size} bytes; the largest is ${packetBytes}: send fewer readings at once`;
    const text = head.toString("utf8", packet.payloadStart);
    const waiter = this.#acks.add(packet.qos, packet.messageId);
    this.session.refuse({ reason: "too_large", detail }, text, waiter);
    return this.#flow.mayTake;
  }

  broken(): void {
    this.#fail(new Error("not MQTT"));
  }

  #connect(type: number, buffer: Buffer, start: number, end: number): boolean {
    if (type !== CONNECT) {
      this.#fail(new Error("the first packet is not CONNECT"));
      return false;
    }
    this.#hasConnected = true;
    this.channel.push(Buffer.from(buffer.subarray(start, end)));
    return false; // until log-in is done
  }

  #publish(buffer: Buffer, start: number, body: number, end: number): boolean {
    const packet = publishPacket(buffer, start, body, end);
    const session = this.session;
    if (!packet || !session) {
      this.#fail(new Error("a PUBLISH packet that breaks the protocol"));
      return false;
    }
    const text = buffer.toString("utf8", packet.payloadStart, end);
    session.publish(packet, text, this.#acks.add(packet.qos, packet.messageId));
    return this.#flow.mayTake;
  }

  /** QoS 2: storing a reading twice has no effect, so nothing need be remembered between PUBREC and PUBREL. */
  #complete(buffer: Buffer, body: number): void {
    this.write(Buffer.from([PUBCOMP_BYTE, 2, buffer[body] ?? 0, buffer[body + 1] ?? 0]));
  }

  /** The last will: handed in as a message that nobody waits for. */
  publishWill(packet: PublishPacket, text: string): void {
    this.session?.publish(packet, text, { settled: () => undefined });
  }

  /** Whether packets are taken: after log-in, and until it has sent too much that is not its business. */
  #isOpen(): boolean {
    return !this.isClosed && this.session !== null && !this.#isUnwelcome(this.session);
  }

  #isUnwelcome({ wasForeign, wrongTopics }: DeviceSession): boolean {
    return wasForeign || wrongTopics >= this.#options.limits.wrongTopics;
  }

  #hasRoom(): boolean {
    const { readableLength, readableHighWaterMark } = this.channel;
    return (
      this.#acks.size < this.#options.limits.inFlight && readableLength < readableHighWaterMark
    );
  }

  #acksFlushed(): void {
    if (this.#isOpen()) this.#flow.goOn();
    else if (this.#acks.size === 0) this.#socket.end(() => this.close());
  }

  #timeOut(): void {
    if (!this.#socket.isPaused()) this.#fail(new Error("nothing came for too long"));
    else this.#socket.setTimeout(this.#socket.timeout ?? 0); // it waits for us, not we for it
  }

  #fail(error: Error): void {
    if (this.isClosed) return;
    this.#options.failed(this, error);
    this.close();
  }
}
