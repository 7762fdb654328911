import type { SubmissionWaiter } from "../intake/intake.ts";

const PUBACK = 0x40;
const PUBREC = 0x50;
const COMPACT_AFTER = 1_024;

export interface AckQueueOptions {
  readonly write: (acks: Buffer) => void;
  /** A message will never be acknowledged: the sender must send it again on a new connection. */
  readonly failed: (error: Error) => void;
  /** After acks were written. */
  readonly flushed: () => void;
}

/**
 * Acks of one connection, in the order of the messages (MQTT-4.6.0), each only after its message is durable. Acks
 * that become due together are one write.
 */
export class AckQueue {
  readonly #options: AckQueueOptions;
  readonly #acks: PendingAck[] = [];
  #head = 0;
  #isPlanned = false;
  readonly #flush = (): void => this.#writeDue();

  constructor(options: AckQueueOptions) {
    this.#options = options;
  }

  /** Messages that are not acknowledged yet. */
  get size(): number {
    return this.#acks.length - this.#head;
  }

  /** The waiter of the next message. */
  add(qos: 0 | 1 | 2, messageId: number): SubmissionWaiter {
    const ack = new PendingAck(this, qos, messageId);
    this.#acks.push(ack);
    return ack;
  }

  due(error: Error | null): void {
    if (error) this.#options.failed(error);
    if (this.#isPlanned) return;
    this.#isPlanned = true;
    queueMicrotask(this.#flush); // after the others of the same append
  }

  #writeDue(): void {
    this.#isPlanned = false;
    const first = this.#head;
    while (this.#acks[this.#head]?.isDue) this.#head++;
    if (this.#head === first) return;
    const bytes = Buffer.allocUnsafe((this.#head - first) * 4);
    let end = 0;
    for (let index = first; index < this.#head; index++)
      end = this.#acks[index]?.write(bytes, end) ?? end;
    if (end > 0) this.#options.write(bytes.subarray(0, end));
    this.#compact();
    this.#options.flushed();
  }

  #compact(): void {
    if (this.#head < this.#acks.length && this.#head < COMPACT_AFTER) return;
    this.#acks.splice(0, this.#head);
    this.#head = 0;
  }
}

class PendingAck implements SubmissionWaiter {
  isDue = false;
  readonly #queue: AckQueue;
  readonly #qos: 0 | 1 | 2;
  readonly #messageId: number;

  constructor(queue: AckQueue, qos: 0 | 1 | 2, messageId: number) {
    this.#queue = queue;
    this.#qos = qos;
    this.#messageId = messageId;
  }

  settled(error: Error | null): void {
    this.isDue = error === null;
    this.#queue.due(error);
  }

  write(bytes: Buffer, at: number): number {
    if (this.#qos === 0) return at;
    bytes[at] = this.#qos === 1 ? PUBACK : PUBREC;
    bytes[at + 1] = 2;
    bytes[at + 2] = this.#messageId >> 8;
    bytes[at + 3] = this.#messageId & 255;
    return at + 4;
  }
}
