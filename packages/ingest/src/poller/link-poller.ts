import {
  type Clock,
  type Id,
  type Instant,
  type Link,
  type LinkStatus,
  type LinkStore,
  SECOND_MS,
  SolarmonError,
} from "@solarmon/core";
import { DueQueue } from "./due-queue.ts";
import { endsWithin } from "./ends-within.ts";
import type { OpenLink } from "./open-link.ts";
import { PolledLink } from "./polled-link.ts";
import { StatusBook } from "./status-book.ts";

const MAX_CONCURRENT = 64;
const GRACE_MS = 5 * SECOND_MS;

export interface LinkPollerOptions {
  readonly links: Pick<LinkStore, "allLinks" | "saveStatus">;
  readonly open: (link: Link) => Promise<OpenLink>;
  readonly clock: Clock;
  /** Links that run at the same time. Default 64. */
  readonly maxConcurrent?: number;
  /** A link that the store has no more was let go, e.g. to remove its secrets. */
  readonly onGone?: (link: Link) => Promise<void>;
  /** What keeps a link from being read that is no fault of its vendor. */
  readonly onError?: (link: Link, error: unknown) => void;
}

/**
 * Runs the jobs of many links when they are due, some at a time. Without timers: {@link LinkPoller.runDue} does what is
 * due by the clock, `followClock` calls it in time.
 */
export class LinkPoller {
  readonly #options: LinkPollerOptions;
  readonly #links = new Map<Id, PolledLink>();
  readonly #due = new DueQueue<PolledLink>();
  readonly #statuses: StatusBook;
  readonly #runs = new Set<Promise<void>>();
  #isStopped = false;

  constructor(options: LinkPollerOptions) {
    this.#options = options;
    this.#statuses = new StatusBook(options.links);
  }

  /** When {@link runDue} has something to do; `Infinity` when there is no link. */
  get nextAt(): Instant {
    return this.#due.nextAt;
  }

  get linkCount(): number {
    return this.#links.size;
  }

  /** Whether another link could run now. */
  get hasRoom(): boolean {
    return this.#runs.size < (this.#options.maxConcurrent ?? MAX_CONCURRENT);
  }

  /** Takes up all links of the store. */
  async load(): Promise<void> {
    for await (const page of this.#options.links.allLinks())
      for (const link of page) if (!this.#links.has(link.id)) this.#add(link);
  }

  /** Lets go of links that the store has no more: they were removed elsewhere, or their tenant was deleted. */
  async dropGone(): Promise<void> {
    const gone = new Map(this.#links);
    if (gone.size === 0) return;
    for await (const page of this.#options.links.allLinks())
      for (const { id } of page) gone.delete(id);
    for (const [id, { link }] of gone) {
      await this.remove(id);
      await this.#options.onGone?.(link);
    }
  }

  /** Takes up a new link, or a changed one from its new settings and sites on. */
  async put(link: Link): Promise<void> {
    const held = this.#links.get(link.id);
    if (!held) return this.#add(link);
    await this.#close(held);
    this.#add({ ...link, status: held.status() });
  }

  async remove(id: Id): Promise<void> {
    const held = this.#links.get(id);
    if (!held) return;
    this.#links.delete(id);
    await this.#close(held);
    this.#statuses.forget(id);
  }

  /** A person has logged in again, and the secrets are stored. @throws `not_found` */
  async signIn(id: Id): Promise<void> {
    const held = this.#require(id);
    await held.signIn();
    this.#plan(held);
  }

  /** The link with its jobs, e.g. to fill a span. Call {@link replan} after that. @throws `not_found`, or why it cannot be opened */
  async opened(id: Id): Promise<OpenLink> {
    return await this.#require(id).opened();
  }

  /** After something was asked of a link's jobs: durable when it resolves, done when it is due. */
  async replan(id: Id): Promise<void> {
    const held = this.#require(id);
    this.#plan(held);
    this.#statuses.note(id, held.status());
    await this.saveStatus();
  }

  /** How a link is doing at this moment; `undefined` for one that is not known. */
  statusOf(id: Id): LinkStatus | undefined {
    return this.#links.get(id)?.status();
  }

  /** Starts what is due as far as there is room. @returns whether it started something */
  startDue(onEnd: () => void = () => undefined): boolean {
    let hasStarted = false;
    while (!this.#isStopped && this.hasRoom) {
      const link = this.#due.take(this.#options.clock.now());
      if (!link) break;
      hasStarted = true;
      const run = this.#run(link).finally(() => {
        this.#runs.delete(run);
        onEnd();
      });
      this.#runs.add(run);
    }
    return hasStarted;
  }

  /** Does everything that is due at this moment of the clock, and saves how the links are doing. */
  async runDue(): Promise<void> {
    while (this.startDue() || this.#runs.size > 0) await Promise.race(this.#runs);
    await this.saveStatus();
  }

  async saveStatus(): Promise<void> {
    await this.#statuses.save();
  }

  /**
   * Starts nothing more, lets what runs end, cancels it after the grace, saves how far each link is, and closes all.
   *
   * @param graceMs - default 5,000
   */
  async stop(graceMs: number = GRACE_MS): Promise<void> {
    this.#isStopped = true;
    const links = [...this.#links.values()];
    await endsWithin(graceMs, Promise.all(this.#runs));
    await Promise.all(links.map((link) => this.#close(link)));
    this.#links.clear();
    await this.saveStatus();
  }

  #add(link: Link): void {
    const polled = new PolledLink(link, this.#options.open, this.#options.clock);
    this.#links.set(link.id, polled);
    this.#plan(polled);
  }

  #plan(link: PolledLink): void {
    if (link.isStopped || this.#links.get(link.link.id) !== link) return;
    const at = link.nextAt;
    if (at === Number.POSITIVE_INFINITY) this.#due.delete(link);
    else this.#due.set(link, at);
  }

  async #run(polled: PolledLink): Promise<void> {
    try {
      await polled.run();
    } catch (error) {
      this.#options.onError?.(polled.link, error);
    }
    if (this.#links.get(polled.link.id) !== polled) return;
    this.#statuses.note(polled.link.id, polled.status());
    this.#plan(polled);
  }

  async #close(polled: PolledLink): Promise<void> {
    this.#due.delete(polled);
    await polled.close();
    this.#statuses.note(polled.link.id, polled.status());
  }

  #require(id: Id): PolledLink {
    const held = this.#links.get(id);
    if (held) return held;
    throw new SolarmonError("not_found", `there is no link ${id}`);
  }
}
