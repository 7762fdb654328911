import type { LinkSettings } from "@solarmon/connectors-kit";
import type { Id, Link, LinkSite, LinkStatus, Span } from "@solarmon/core";
import type { PollNowReport, Visit } from "@solarmon/ingest/poller";

export interface VisitRequest {
  readonly vendor: string;
  /** Secret ones are among them. */
  readonly settings: LinkSettings;
  readonly isPolled: boolean;
}

interface Asked {
  /** Name of the account that ran the command, where another process does what it asks for. */
  readonly askedBy?: string | null;
}

export interface ConnectRequest extends Asked {
  readonly tenantId: Id;
  readonly vendor: string;
  readonly name: string;
  /** Secret ones are among them. */
  readonly settings: LinkSettings;
  readonly sites: readonly LinkSite[];
}

export interface LinkKey extends Asked {
  readonly tenantId: Id;
  readonly linkId: Id;
}

export interface SignInRequest extends LinkKey {
  /** Those that change. */
  readonly settings: LinkSettings;
}

export interface FillRequest extends LinkKey {
  readonly siteKeys: readonly string[];
  readonly span: Span;
}

/**
 * What the command asks of links: of the server that has the folder open, or of this process. Plain data both ways, so
 * that it can go through a socket.
 */
export interface LinkDesk {
  /** Asks a vendor what there is. Nothing is stored but the calls, which count. */
  visit(request: VisitRequest): Promise<Visit>;
  connect(request: ConnectRequest): Promise<Link>;
  /** With its secrets. Readings stay. */
  remove(request: LinkKey): Promise<void>;
  signIn(request: SignInRequest): Promise<void>;
  poll(request: LinkKey): Promise<PollNowReport>;
  /** Asks for a span to be read, for good; a request that is under way goes on. See {@link status} for how far it is. */
  backfill(request: FillRequest): Promise<void>;
  status(request: LinkKey): Promise<LinkStatus>;
}
