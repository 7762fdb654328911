import { fromErrorMessage, toErrorMessage } from "./error-message.ts";
import type { Answered, Called } from "./messages.ts";

interface Waiting<Answer> {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

/** Calls to another thread that wait for their answers. */
export class PortCalls<Call, Answer> {
  readonly #post: (message: Called<Call>, transfer: ArrayBuffer[]) => void;
  readonly #waiting = new Map<number, Waiting<Answer>>();
  #next = 1;
  #failure: Error | undefined;

  constructor(post: (message: Called<Call>, transfer: ArrayBuffer[]) => void) {
    this.#post = post;
  }

  /** @throws what the other thread fails with, or why it is gone */
  call(call: Call, transfer: ArrayBuffer[] = []): Promise<Answer> {
    if (this.#failure) return Promise.reject(this.#failure);
    const number = this.#next++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(number, { resolve, reject });
      this.#post({ type: "call", number, call }, transfer);
    });
  }

  answered(message: Answered<Answer>): void {
    const waiting = this.#waiting.get(message.number);
    this.#waiting.delete(message.number);
    if (message.type === "answer") waiting?.resolve(message.answer);
    else waiting?.reject(fromErrorMessage(message.error));
  }

  /** The other thread is gone: what waits fails, and so does every later call. */
  fail(error: Error): void {
    this.#failure = error;
    for (const waiting of this.#waiting.values()) waiting.reject(error);
    this.#waiting.clear();
  }
}

/** Does what a call asks for and makes the message that answers it. */
export async function answerCall<Call, Answer>(
  { number, call }: Called<Call>,
  perform: (call: Call) => Promise<Answer>,
): Promise<Answered<Answer>> {
  try {
    return { type: "answer", number, answer: await perform(call) };
  } catch (error) {
    return { type: "failure", number, error: toErrorMessage(error) };
  }
}
