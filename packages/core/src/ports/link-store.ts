import type { TenantScope } from "../authority.ts";
import type { Id } from "../ids.ts";
import type { Link, LinkChange, LinkStatus } from "../link.ts";

/** Links of one tenant. Unknown and someone else's give the same answer: `undefined`. */
export interface TenantLinks {
  /** In the order in which they were added. */
  links(): Promise<readonly Link[]>;
  link(id: Id): Promise<Link | undefined>;
  /**
   * Its status is `NEW_LINK_STATUS`.
   *
   * @throws `not_found` a site names no plant of the tenant · `conflict` the tenant has a link of that name ·
   * `invalid_argument` a site is given twice
   */
  addLink(link: Pick<Link, "vendor" | "name" | "settings" | "sites">): Promise<Link>;
  /** Settings and sites as a whole; the status stays. @throws `not_found` no such link, else as {@link addLink} */
  changeLink(id: Id, change: LinkChange): Promise<Link>;
  /** Its readings stay. Removing what is gone already is no error. */
  removeLink(id: Id): Promise<void>;
}

/** Vendor links and how each is getting on. Checked by `testLinkStore`. */
export interface LinkStore {
  forTenant(scope: TenantScope): TenantLinks;
  /** For the scheduler only: every tenant's, each once, in pages of 500 at most so that memory stays bounded. */
  allLinks(): AsyncIterable<readonly Link[]>;
  /** For the scheduler only, in bulk: durable when it resolves. Links that are gone are passed over. */
  saveStatus(statuses: ReadonlyMap<Id, LinkStatus>): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}
