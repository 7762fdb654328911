import type { SubmissionWaiter } from "../intake/intake.ts";
import type { BridgedMessage, BridgeInlet } from "./bridge-inlet.ts";
import type { DoorLogger } from "./mqtt-door.ts";

const AGAIN_MS = 500;

interface Held {
  readonly message: BridgedMessage;
  readonly waiter: SubmissionWaiter;
}

/**
 * Hands a message in until it is durable. To ask the broker for it anew would not do: a broker that dies meanwhile has
 * acknowledged it to the device, and may not have it any more.
 */
export class BridgeHold {
  readonly #inlet: Pick<BridgeInlet, "take">;
  readonly #logger: DoorLogger | undefined;
  #held: Held[] = [];
  #timer: NodeJS.Timeout | undefined;
  /** Whether somebody was told since the last success. */
  #isTold = false;
  #isClosed = false;

  constructor(inlet: Pick<BridgeInlet, "take">, logger: DoorLogger | undefined) {
    this.#inlet = inlet;
    this.#logger = logger;
  }

  take(message: BridgedMessage, waiter: SubmissionWaiter): void {
    const settled: SubmissionWaiter["settled"] = (error, results) => {
      if (error) {
        this.#hold({ message, waiter }, error);
        return;
      }
      this.#isTold = false;
      waiter.settled(null, results);
    };
    this.#inlet.take(message, { settled });
  }

  /** Tries no more: the broker keeps what was not acknowledged to it. */
  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    this.#held = [];
  }

  #hold(held: Held, error: Error): void {
    if (this.#isClosed) return;
    this.#held.push(held);
    if (!this.#isTold)
      this.#logger?.warn(
        { error: error.message },
        "bridged messages are held until they are taken",
      );
    this.#isTold = true;
    this.#timer ??= setTimeout(() => this.#again(), AGAIN_MS);
  }

  #again(): void {
    this.#timer = undefined;
    for (const { message, waiter } of this.#held.splice(0)) this.take(message, waiter);
  }
}
