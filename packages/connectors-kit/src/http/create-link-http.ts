import type { LinkHost } from "../link-host.ts";
import { createQuotaHttp, type QuotaHttpOptions } from "../quota/quota-http.ts";
import { createVendorHttp, type VendorHttp, type VendorHttpOptions } from "./vendor-http.ts";

/** What a vendor adds to HTTP; the rest comes from the host. */
export type LinkHttpOptions = Pick<
  VendorHttpOptions,
  "vendor" | "classify" | "timeoutMs" | "maxBodyBytes"
> &
  Pick<QuotaHttpOptions, "callsOf" | "kindOf" | "remainingOf" | "silenceMs">;

/**
 * HTTP of a link: asks the ledger first, classifies what comes back, shows every reply to the host, and lets no secret
 * into an error. Calls that the vendor does not count (a log-in, often) go through {@link createVendorHttp}.
 */
export function createLinkHttp(options: LinkHttpOptions, host: LinkHost): VendorHttp {
  const { clock, ledger } = host;
  const http = createVendorHttp({ ...options, ...ofHost(host) });
  return createQuotaHttp({ ...options, http, ledger, clock });
}

function ofHost(
  host: LinkHost,
): Pick<VendorHttpOptions, "fetch" | "clock" | "redactor" | "onReply" | "timeoutMs"> {
  const { fetch, clock, redactor, onReply, timeoutMs } = host;
  return {
    fetch,
    clock,
    redactor,
    ...(onReply && { onReply }),
    ...(timeoutMs !== undefined && { timeoutMs }),
  };
}
