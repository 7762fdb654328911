import type { MqttClient } from "mqtt";
import type { Intake, SubmissionWaiter } from "../intake/intake.ts";
import { AckQueue } from "./ack-queue.ts";

type BrokerStream = MqttClient["stream"];

export interface BridgeFlowOptions {
  readonly intake: Pick<Intake, "whenRoom">;
  /** Messages that are not durable yet, of all connections; over it no more are taken. */
  readonly inFlight: number;
  /** The same by the size of their payloads [bytes]. Default 64 MiB. */
  readonly inFlightBytes?: number;
}

const IN_FLIGHT_BYTES = 64 * 1024 * 1024;

export interface FlowingMessage {
  readonly qos: 0 | 1;
  /** 0 with QoS 0. */
  readonly messageId: number;
  /** Size of the payload. */
  readonly bytes: number;
}

/**
 * The acks of a bridge. They belong to the connection that brought the messages: on the next one all that lack theirs
 * come anew, and those held from before become durable beside them.
 */
export class BridgeFlow {
  readonly #options: BridgeFlowOptions;
  #inFlight = 0;
  #bytes = 0;
  #stream: BrokerStream | null = null;
  #acks: AckQueue | null = null;
  #waiting: (() => void) | null = null;

  constructor(options: BridgeFlowOptions) {
    this.#options = options;
  }

  /** Messages that are not durable yet. */
  get inFlight(): number {
    return this.#inFlight;
  }

  /** The waiter of a message that came by this connection. */
  add(stream: BrokerStream, { qos, messageId, bytes }: FlowingMessage): SubmissionWaiter {
    if (!this.#acks || this.#stream !== stream) this.#acks = this.#start(stream);
    const ack = this.#acks.add(qos, messageId);
    this.#inFlight += 1;
    this.#bytes += bytes;
    return {
      settled: (error, results) => {
        this.#inFlight -= 1;
        this.#bytes -= bytes;
        ack.settled(error, results);
        this.#room();
      },
    };
  }

  /**
   * Calls back when the next message may be taken. A broker that keeps to the receive maximum never waits here, so
   * that we see at once when it is gone.
   */
  whenRoom(callback: () => void): void {
    const { inFlight, inFlightBytes = IN_FLIGHT_BYTES } = this.#options;
    const isFull = this.#inFlight > inFlight || this.#bytes > inFlightBytes;
    if (isFull) this.#waiting = callback;
    else this.#options.intake.whenRoom(callback);
  }

  #start(stream: BrokerStream): AckQueue {
    this.#stream = stream;
    this.#waiting = null; // of the connection before
    return new AckQueue({
      write: (acks) => stream.write(acks),
      failed: () => stream.destroy(),
      flushed: () => undefined,
    });
  }

  #room(): void {
    const waiting = this.#waiting;
    this.#waiting = null;
    if (waiting) this.whenRoom(waiting);
  }
}
