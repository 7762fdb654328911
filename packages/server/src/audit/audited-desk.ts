import type { AuditFields, Link, LinkStatus, LinkStore } from "@solarmon/core";
import { scopeOf } from "@solarmon/core/authority";
import type { PollNowReport, Visit } from "@solarmon/ingest/poller";
import type {
  ConnectRequest,
  FillRequest,
  LinkDesk,
  LinkKey,
  SignInRequest,
  VisitRequest,
} from "../links/link-desk.ts";
import { linkFields, subjectOf } from "./audit-fields.ts";
import type { AuditedBy } from "./audited-tenant-catalog.ts";

export interface AuditedDeskOptions extends AuditedBy {
  readonly links: LinkStore;
}

/**
 * A desk whose changes of links are noted. Of settings, an owner's consent among them, the names are: their values may
 * be secrets, or hold one.
 */
export class AuditedDesk implements LinkDesk {
  readonly #inner: LinkDesk;
  readonly #options: AuditedDeskOptions;

  constructor(inner: LinkDesk, options: AuditedDeskOptions) {
    this.#inner = inner;
    this.#options = options;
  }

  visit(request: VisitRequest): Promise<Visit> {
    return this.#inner.visit(request);
  }

  async connect(request: ConnectRequest): Promise<Link> {
    const link = await this.#inner.connect(request);
    const after = { ...linkFields(link), settingsGiven: Object.keys(request.settings) };
    await this.#note("link.connected", request, link, { after });
    return link;
  }

  async remove(request: LinkKey): Promise<void> {
    const link = await this.#find(request);
    await this.#inner.remove(request);
    await this.#note("link.removed", request, link, { before: link ? linkFields(link) : null });
  }

  async signIn(request: SignInRequest): Promise<void> {
    await this.#inner.signIn(request);
    const after = { settingsGiven: Object.keys(request.settings) };
    await this.#note("link.signed_in", request, await this.#find(request), { after });
  }

  poll(request: LinkKey): Promise<PollNowReport> {
    return this.#inner.poll(request);
  }

  async backfill(request: FillRequest): Promise<void> {
    await this.#inner.backfill(request);
    const { siteKeys, span } = request;
    const after = { siteKeys: siteKeys.slice(0, 100), from: span.start, to: span.end };
    await this.#note("backfill.started", request, await this.#find(request), { after });
  }

  status(request: LinkKey): Promise<LinkStatus> {
    return this.#inner.status(request);
  }

  #find({ tenantId, linkId }: LinkKey): Promise<Link | undefined> {
    return this.#options.links.forTenant(scopeOf(tenantId)).link(linkId);
  }

  async #note(
    action: "link.connected" | "link.removed" | "link.signed_in" | "backfill.started",
    { tenantId, askedBy, ...key }: Pick<LinkKey, "tenantId"> & Partial<LinkKey>,
    link: Link | undefined,
    fields: { readonly before?: AuditFields | null; readonly after?: AuditFields },
  ): Promise<void> {
    const { trail, actor: self } = this.#options;
    const actor = askedBy === undefined ? self : { ...self, name: askedBy };
    const { id = key.linkId ?? "", name = null } = link ?? {};
    const subject = subjectOf("link", { id, name });
    await trail.note(scopeOf(tenantId), { actor, action, subject, ...fields });
  }
}
