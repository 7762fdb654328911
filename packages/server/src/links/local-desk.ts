import type { Connector } from "@solarmon/connectors-kit";
import {
  type Link,
  type LinkStatus,
  type LinkStore,
  type SecretStore,
  SolarmonError,
} from "@solarmon/core";
import { scopeOf } from "@solarmon/core/authority";
import {
  completeSettings,
  type FollowedPoller,
  forgetLinkSecrets,
  type LinkHosts,
  type LinkPoller,
  type OneTimeTokens,
  type OpenLinkOptions,
  pollNow,
  type PollNowReport,
  splitSettings,
  type Visit,
  visitVendor,
} from "@solarmon/ingest/poller";
import { throwUnknown } from "./connectors.ts";
import { leftToAsk } from "./left-to-ask.ts";
import type {
  ConnectRequest,
  FillRequest,
  LinkDesk,
  LinkKey,
  SignInRequest,
  VisitRequest,
} from "./link-desk.ts";
import { LinkCredentials } from "./link-credentials.ts";
import { requireFreePlants } from "./require-free-plants.ts";

export interface LocalDeskParts {
  readonly links: LinkStore;
  readonly secrets: SecretStore;
  readonly oneTime: OneTimeTokens;
  readonly hosts: LinkHosts;
  readonly poller: LinkPoller;
  readonly follower: Pick<FollowedPoller, "wake">;
  readonly open: OpenLinkOptions;
  /** A server reads a link as soon as there is one; a command that ends does not begin. */
  readonly isServing: boolean;
}

/** The links of the data folder that this process has open. */
export class LocalDesk implements LinkDesk {
  readonly #parts: LocalDeskParts;
  readonly #credentials: LinkCredentials;

  constructor(parts: LocalDeskParts) {
    this.#parts = parts;
    this.#credentials = new LinkCredentials(parts.secrets, parts.oneTime);
  }

  async visit({ vendor, settings: given, isPolled }: VisitRequest): Promise<Visit> {
    const connector = await this.#connectorOf(vendor);
    const settings = completeSettings(connector, given);
    const { hosts, oneTime } = this.#parts;
    const tokens = oneTime.storeFor(connector, settings);
    return await visitVendor({ connector, settings, hosts, tokens, isPolled });
  }

  async connect({ tenantId, vendor, name, settings, sites }: ConnectRequest): Promise<Link> {
    const connector = await this.#connectorOf(vendor);
    const whole = completeSettings(connector, settings);
    const { open } = splitSettings(connector, whole);
    const own = this.#parts.links.forTenant(scopeOf(tenantId));
    requireFreePlants(await own.links(), vendor, sites);
    const link = await own.addLink({ vendor, name, settings: open, sites });
    await this.#credentials.begin(link.id, connector, whole);
    if (this.#parts.isServing) await this.#takeUp(link);
    return link;
  }

  async remove({ tenantId, linkId }: LinkKey): Promise<void> {
    const link = await this.#find({ tenantId, linkId });
    await this.#parts.poller.remove(link.id);
    await this.#parts.links.forTenant(scopeOf(tenantId)).removeLink(link.id);
    await forgetLinkSecrets(this.#parts.secrets, link.id);
  }

  async signIn({ settings: given, ...key }: SignInRequest): Promise<void> {
    const link = await this.#find(key);
    const connector = await this.#connectorOf(link.vendor);
    const open = await this.#credentials.change(link, connector, given);
    await this.#tellPoller(link, open);
  }

  async poll(key: LinkKey): Promise<PollNowReport> {
    return await pollNow(await this.#find(key), this.#parts.open);
  }

  async backfill({ siteKeys, span, ...key }: FillRequest): Promise<void> {
    const link = await this.#held(key);
    const { jobs } = await this.#parts.poller.opened(link.id);
    for (const siteKey of siteKeys) {
      const gaps = jobs.gaps().filter((gap) => gap.siteKey === siteKey);
      for (const left of leftToAsk(span, gaps)) jobs.fill(siteKey, left);
    }
    await this.#parts.poller.replan(link.id);
    this.#parts.follower.wake();
  }

  async status(key: LinkKey): Promise<LinkStatus> {
    const link = await this.#find(key);
    return this.#parts.poller.statusOf(link.id) ?? link.status;
  }

  async #connectorOf(vendor: string): Promise<Connector> {
    return (await this.#parts.open.connectorOf(vendor)) ?? throwUnknown(vendor);
  }

  async #tellPoller(link: Link, settings: Link["settings"]): Promise<void> {
    const own = this.#parts.links.forTenant(scopeOf(link.tenantId));
    const isSame = JSON.stringify(settings) === JSON.stringify(link.settings);
    const changed = isSame ? link : await own.changeLink(link.id, { settings });
    if (this.#parts.poller.statusOf(link.id) === undefined) return;
    if (!isSame) await this.#parts.poller.put(changed);
    await this.#parts.poller.opened(link.id);
    await this.#parts.poller.signIn(link.id);
    this.#parts.follower.wake();
  }

  /** The link, in the poller's hands. */
  async #held(key: LinkKey): Promise<Link> {
    const link = await this.#find(key);
    if (this.#parts.poller.statusOf(link.id) === undefined) await this.#takeUp(link);
    return link;
  }

  async #takeUp(link: Link): Promise<void> {
    await this.#parts.poller.put(link);
    this.#parts.follower.wake();
  }

  async #find({ tenantId, linkId }: LinkKey): Promise<Link> {
    const link = await this.#parts.links.forTenant(scopeOf(tenantId)).link(linkId);
    if (link) return link;
    throw new SolarmonError("not_found", `there is no link ${linkId}`);
  }
}
