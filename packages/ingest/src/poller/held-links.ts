import { type Id, type Instant, SolarmonError } from "@solarmon/core";
import { DueQueue } from "./due-queue.ts";
import type { PolledLink } from "./polled-link.ts";

/** Links in the poller's hands, by their id and by when they are due. */
export class HeldLinks {
  readonly #byId = new Map<Id, PolledLink>();
  readonly #due = new DueQueue<PolledLink>();

  /** When the first one is due; `Infinity` when there is none. */
  get nextAt(): Instant {
    return this.#due.nextAt;
  }

  get size(): number {
    return this.#byId.size;
  }

  get all(): readonly PolledLink[] {
    return [...this.#byId.values()];
  }

  find(id: Id): PolledLink | undefined {
    return this.#byId.get(id);
  }

  /** @throws `not_found` */
  require(id: Id): PolledLink {
    const held = this.#byId.get(id);
    if (held) return held;
    throw new SolarmonError("not_found", `there is no link ${id}`);
  }

  /** Whether it is still this one: a link that was changed is held anew. */
  holds(polled: PolledLink): boolean {
    return this.#byId.get(polled.link.id) === polled;
  }

  add(polled: PolledLink): void {
    this.#byId.set(polled.link.id, polled);
    this.plan(polled);
  }

  /** Looks again when it is due. */
  plan(polled: PolledLink): void {
    if (polled.isStopped || !this.holds(polled)) return;
    const at = polled.nextAt;
    if (at === Number.POSITIVE_INFINITY) this.#due.delete(polled);
    else this.#due.set(polled, at);
  }

  /** The first that is due at `now`, which is due no more until it is planned again. */
  takeDue(now: Instant): PolledLink | undefined {
    return this.#due.take(now);
  }

  /** It is known, but not due any more. */
  rest(polled: PolledLink): void {
    this.#due.delete(polled);
  }

  forget(id: Id): void {
    this.#byId.delete(id);
  }

  clear(): void {
    this.#byId.clear();
  }
}
