import type { Clock, Link, LinkStore } from "@solarmon/core";
import type { OpenLink } from "./open-link.ts";

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
