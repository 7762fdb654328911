import type { Clock } from "@solarmon/core";
import type { Fetch, ReceivedReply, VendorRequest } from "./http/vendor-http.ts";
import type { QuotaLedger } from "./quota/quota-ledger.ts";
import type { Redactor } from "./record/redactor.ts";
import type { TokenStore } from "./tokens/token-store.ts";

/** What whoever runs a link gives to it. */
export interface LinkHost {
  readonly clock: Clock;
  readonly fetch: Fetch;
  /** Shared by the links of one quota key. */
  readonly ledger: QuotaLedger;
  /** Where this link's tokens are kept. */
  readonly tokens: TokenStore;
  /** Knows the link's secrets and learns new ones. */
  readonly redactor: Redactor;
  /** Sees every whole reply, e.g. to record it or to watch its shape. */
  readonly onReply?: (request: VendorRequest, reply: ReceivedReply) => void;
  /** For a whole exchange [ms]. Default: the vendor's. */
  readonly timeoutMs?: number;
}
