import { type Id, type Instant, type Link, type LinkStatus, SECOND_MS } from "@solarmon/core";
import { HeldLinks } from "./held-links.ts";
import { LinkRuns } from "./link-runs.ts";
import type { LinkPollerOptions } from "./link-poller-options.ts";
import type { OpenLink } from "./open-link.ts";
import { PolledLink } from "./polled-link.ts";
import { StatusBook } from "./status-book.ts";

const GRACE_MS = 5 * SECOND_MS;

/**
 * Runs the jobs of many links when they are due, some at a time. Without timers: {@link LinkPoller.runDue} does what is
 * due by the clock, `followClock` calls it in time.
 */
export class LinkPoller {
  readonly #options: LinkPollerOptions;
  readonly #held = new HeldLinks();
  readonly #statuses: StatusBook;
  readonly #runs: LinkRuns;

  constructor(options: LinkPollerOptions) {
    this.#options = options;
    this.#statuses = new StatusBook(options.links);
    this.#runs = new LinkRuns(options.maxConcurrent);
  }

  /** When {@link runDue} has something to do; `Infinity` when there is no link. */
  get nextAt(): Instant {
    return this.#held.nextAt;
  }

  get linkCount(): number {
    return this.#held.size;
  }

  /** Whether another link could run now. */
  get hasRoom(): boolean {
    return this.#runs.hasRoom;
  }

  /** Takes up all links of the store. */
  async load(): Promise<void> {
    for await (const page of this.#options.links.allLinks())
      for (const link of page) if (!this.#held.find(link.id)) this.#add(link);
  }

  /** Lets go of links that the store has no more: they were removed elsewhere, or their tenant was deleted. */
  async dropGone(): Promise<void> {
    const gone = new Map(this.#held.all.map((polled) => [polled.link.id, polled]));
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
    const held = this.#held.find(link.id);
    if (!held) return this.#add(link);
    await this.#close(held);
    this.#add({ ...link, status: held.status() });
  }

  async remove(id: Id): Promise<void> {
    const held = this.#held.find(id);
    if (!held) return;
    this.#held.forget(id);
    await this.#close(held);
    this.#statuses.forget(id);
  }

  /** A person has logged in again, and the secrets are stored. @throws `not_found` */
  async signIn(id: Id): Promise<void> {
    const held = this.#held.require(id);
    await held.signIn();
    this.#held.plan(held);
  }

  /** The link with its jobs, e.g. to fill a span. Call {@link replan} after that. @throws `not_found`, or why it cannot be opened */
  async opened(id: Id): Promise<OpenLink> {
    return await this.#held.require(id).opened();
  }

  /** After something was asked of a link's jobs: durable when it resolves, done when it is due. */
  async replan(id: Id): Promise<void> {
    const held = this.#held.require(id);
    this.#held.plan(held);
    this.#statuses.note(id, held.status());
    await this.saveStatus();
  }

  /** How a link is doing at this moment; `undefined` for one that is not known. */
  statusOf(id: Id): LinkStatus | undefined {
    return this.#held.find(id)?.status();
  }

  /** Starts what is due as far as there is room. @returns whether it started something */
  startDue(onEnd: () => void = () => undefined): boolean {
    const take = (): PolledLink | undefined => this.#held.takeDue(this.#options.clock.now());
    return this.#runs.start(take, async (link) => await this.#run(link), onEnd);
  }

  /** Does everything that is due at this moment of the clock, and saves how the links are doing. */
  async runDue(): Promise<void> {
    while (this.startDue() || this.#runs.size > 0) await this.#runs.next();
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
    const links = this.#held.all;
    await this.#runs.stop(graceMs);
    await Promise.all(links.map((link) => this.#close(link)));
    this.#held.clear();
    await this.saveStatus();
  }

  #add(link: Link): void {
    this.#held.add(new PolledLink(link, this.#options.open, this.#options.clock));
  }

  async #run(polled: PolledLink): Promise<void> {
    try {
      await polled.run();
    } catch (error) {
      this.#options.onError?.(polled.link, error);
    }
    if (!this.#held.holds(polled)) return;
    this.#statuses.note(polled.link.id, polled.status());
    this.#held.plan(polled);
  }

  async #close(polled: PolledLink): Promise<void> {
    this.#held.rest(polled);
    await polled.close();
    this.#statuses.note(polled.link.id, polled.status());
  }
}
