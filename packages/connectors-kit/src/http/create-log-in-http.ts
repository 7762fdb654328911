import type { LinkHost } from "../link-host.ts";
import type { Classify } from "./classify.ts";
import { createVendorHttp, type VendorHttp } from "./vendor-http.ts";

/** HTTP for log-ins: vendors do not count it, and its replies are shown to nobody, as they are made of secrets. */
export function createLogInHttp(vendor: string, host: LinkHost, classify?: Classify): VendorHttp {
  const { fetch, clock, redactor, timeoutMs } = host;
  return createVendorHttp({
    vendor,
    fetch,
    clock,
    redactor,
    ...(classify && { classify }),
    ...(timeoutMs !== undefined && { timeoutMs }),
  });
}
