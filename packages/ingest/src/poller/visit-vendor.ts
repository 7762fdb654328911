import {
  type Connector,
  type DecodedReading,
  type DecodeProblem,
  type DiscoveredSite,
  type KnownSite,
  type LinkHost,
  type LinkPage,
  type LinkSettings,
  type QuotaBudget,
  type ReceivedReply,
  type TokenStore,
  type VendorLink,
  type VendorRequest,
} from "@solarmon/connectors-kit";
import type { Clock } from "@solarmon/core";
import type { LinkHosts } from "./link-hosts.ts";
import { oneTimeSettings } from "./one-time-tokens.ts";
import { withPatience } from "./with-patience.ts";

/** A reply as it came, without secrets. */
export interface RawReply {
  readonly method: string;
  /** Path without the query. */
  readonly path: string;
  readonly status: number;
  readonly body: string;
}

/** What one poll of some sites gave. */
export interface SitePoll {
  readonly siteKey: string;
  readonly readings: readonly DecodedReading[];
  readonly problems: readonly DecodeProblem[];
  /** Why something of the site is missing. */
  readonly error: string | null;
}

export interface Visit {
  readonly sites: readonly DiscoveredSite[];
  readonly polls: readonly SitePoll[];
  readonly replies: readonly RawReply[];
  readonly budgets: readonly QuotaBudget[];
  /** Settings that work once, and have. */
  readonly usedUp: readonly string[];
}

export interface VisitOptions {
  readonly connector: Connector;
  readonly settings: LinkSettings;
  readonly hosts: LinkHosts;
  readonly tokens: TokenStore;
  /** Also polls the sites that were found. */
  readonly isPolled: boolean;
}

/** Asks a vendor with settings that are not stored yet. Calls count, and `tokens` keeps what it is given. @throws ConnectorError */
export async function visitVendor(options: VisitOptions): Promise<Visit> {
  const { connector, settings, hosts, tokens, isPolled } = options;
  const replies: RawReply[] = [];
  const lease = await hosts.lease(connector, settings, {
    tokens,
    onReply: (request, reply) => replies.push(toRaw(request, reply, lease.host)),
  });
  try {
    await using link = connector.open(settings, lease.host);
    const { clock } = lease.host;
    const sites = await withPatience(async () => await link.discover(), { clock });
    const polls = isPolled ? await pollSites(link, sites.map(toKnownSite), clock) : [];
    const usedUp = (await tokens.load()) ? oneTimeSettings(connector) : [];
    return { sites, polls, replies, budgets: lease.host.ledger.budgets(), usedUp };
  } finally {
    lease.release();
  }
}

/** One poll, page by page. @throws ConnectorError */
export async function pollSites(
  link: VendorLink,
  sites: readonly KnownSite[],
  clock: Clock,
  onPage: (page: LinkPage) => Promise<void> = async () => undefined,
): Promise<SitePoll[]> {
  const polls: SitePoll[] = [];
  const poll = async (): Promise<void> => {
    for await (const page of link.poll(sites)) {
      await onPage(page);
      const { siteKey, readings, problems, error } = page;
      polls.push({ siteKey, readings, problems, error: error?.message ?? null });
    }
  };
  await withPatience(poll, { clock, mayGoOn: () => polls.length === 0 });
  return polls;
}

/** What a poll needs to know of a site. The zone of one whose vendor tells none is set by its plant. */
export function toKnownSite({ key, timeZone, devices }: DiscoveredSite): KnownSite {
  return { key, timeZone: timeZone ?? "UTC", devices };
}

function toRaw(request: VendorRequest, reply: ReceivedReply, { redactor }: LinkHost): RawReply {
  const body = redactor.text(new TextDecoder().decode(reply.body));
  const path = redactor.text(new URL(request.url).pathname);
  return { method: request.method ?? "GET", path, status: reply.status, body };
}
