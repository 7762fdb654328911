import type { MqttClient } from "mqtt";
import type { Intake, SubmissionWaiter } from "../intake/intake.ts";
import { AckQueue } from "./ack-queue.ts";
import type { DoorLogger } from "./mqtt-door.ts";

type BrokerStream = MqttClient["stream"];

export interface BridgeFlowOptions {
  readonly intake: Pick<Intake, "whenRoom">;
  /** Messages that are not durable yet; over it no more are taken. */
  readonly inFlight: number;
  readonly logger?: DoorLogger | undefined;
}

/** The acks of a bridge. They belong to the connection that brought the messages: on the next one all that lack theirs come anew. */
export class BridgeFlow {
  readonly #options: BridgeFlowOptions;
  #stream: BrokerStream | null = null;
  #acks: AckQueue | null = null;
  #waiting: (() => void) | null = null;

  constructor(options: BridgeFlowOptions) {
    this.#options = options;
  }

  get inFlight(): number {
    return this.#acks?.size ?? 0;
  }

  /** The waiter of a message that came by this connection. */
  add(stream: BrokerStream, qos: 0 | 1, messageId: number): SubmissionWaiter {
    if (!this.#acks || this.#stream !== stream) this.#acks = this.#start(stream);
    return this.#acks.add(qos, messageId);
  }

  /** Calls back when the next message may be taken. */
  whenRoom(callback: () => void): void {
    if (this.inFlight >= this.#options.inFlight) this.#waiting = callback;
    else this.#options.intake.whenRoom(callback);
  }

  #start(stream: BrokerStream): AckQueue {
    this.#stream = stream;
    this.#waiting = null; // of the connection before
    return new AckQueue({
      write: (acks) => stream.write(acks),
      failed: (error) => {
        this.#options.logger?.warn({ error: error.message }, "bridged messages are asked for anew");
        stream.destroy();
      },
      flushed: () => this.#room(),
    });
  }

  #room(): void {
    const waiting = this.#waiting;
    this.#waiting = null;
    if (waiting) this.whenRoom(waiting);
  }
}
