import {
  DAY_MS,
  HOUR_MS,
  type Instant,
  type LinkGapCause,
  MINUTE_MS,
  SolarmonError,
} from "@solarmon/core";
import { ConnectorError } from "../http/connector-error.ts";
import { backOffMs } from "./back-off.ts";
import type { JobContext } from "./job-context.ts";
import type { SiteState } from "./link-state.ts";
import { SinkFailure } from "./sink-failure.ts";

/** After a refusal that time alone does not heal. */
const REFUSED_MS = HOUR_MS;
const SITE_REFUSED_MS = 6 * HOUR_MS;
/** After a 429 that names no time; the ledger is silent as long. */
const SILENCE_MS = 15 * MINUTE_MS;

/** A call that failed for the whole link: decides how it looks, and when anything is asked again. */
export function absorbFailure(context: JobContext, error: ConnectorError, now: Instant): void {
  const { state, id } = context;
  const text = textOf(context, error);
  blame(state.sites, causeOf(error));
  if (error.kind === "auth") state.loginReason = text;
  else if (isOwnQuota(error)) state.quotaUntil = quotaUntil(context, error, now);
  else if (error.kind === "rate") absorbVendorQuota(context, error, now);
  else {
    state.failures += 1;
    state.fault = error.kind === "transient" ? null : faultOf(error, text);
    const isRefused = error.kind !== "transient" && error.kind !== "protocol";
    state.retryAt = now + (isRefused ? REFUSED_MS : backOffMs(state.failures, id, context.pollMs));
  }
}

/** What the vendor refuses it counts all the same: who is told "too often" again and again asks ever more rarely. */
function absorbVendorQuota(context: JobContext, error: ConnectorError, now: Instant): void {
  const { state, id, pollMs } = context;
  state.failures += 1;
  const until = quotaUntil(context, error, now);
  state.quotaUntil = Math.max(until, now + backOffMs(state.failures, id, pollMs));
}

/** Refused by our own ledger: nothing was sent. */
export function isOwnQuota({ kind, status }: ConnectorError): boolean {
  return kind === "rate" && status === null;
}

/** The connection is all that failed: nothing is known of the sites since they last answered. */
export function blame(sites: readonly SiteState[], cause: LinkGapCause): void {
  for (const site of sites) site.cause ??= cause;
}

function causeOf({ kind }: ConnectorError): LinkGapCause {
  if (kind === "auth") return "login";
  return kind === "rate" ? "quota" : "unreachable";
}

/** Until when nothing may be asked. */
export function quotaUntil({ meter }: JobContext, error: ConnectorError, now: Instant): Instant {
  const until = error.retryAt ?? (error.status === null ? now + MINUTE_MS : now + SILENCE_MS);
  return Math.max(until, meter.blockedUntil, now + 1);
}

/** A site that failed while others went on. */
export function absorbSiteFailure(
  context: JobContext,
  site: SiteState,
  error: ConnectorError,
  now: Instant,
): void {
  site.cause ??= "site_failed";
  site.fault = faultOf(error, textOf(context, error));
  if (isLasting(error)) site.pausedUntil = now + SITE_REFUSED_MS;
}

/** The same for its history: live values may go on. */
export function absorbHistoryRefusal(
  context: JobContext,
  site: SiteState,
  error: ConnectorError,
  now: Instant,
): void {
  site.historyFault = `history: ${faultOf(error, textOf(context, error))}`;
  site.historyPausedUntil = now + DAY_MS;
}

/** Whether only the vendor or a person can change it. */
export function isLasting({ kind }: ConnectorError): boolean {
  return kind === "gone" || kind === "permission" || kind === "auth";
}

function faultOf({ kind }: ConnectorError, text: string): string {
  return kind === "protocol" ? `vendor format changed: ${text}` : text;
}

function textOf({ host }: JobContext, error: ConnectorError): string {
  return host.redactor.text(error.message);
}

/**
 * Whatever a link threw, classified: what is no answer of a vendor is a fault of the connector.
 *
 * @throws what is no matter of the vendor's: the sink's failure, `cancelled`
 */
export function classifyThrown(thrown: unknown, { description, host }: JobContext): ConnectorError {
  if (ConnectorError.isConnectorError(thrown)) return thrown;
  if (thrown instanceof SinkFailure || isCancelled(thrown)) throw thrown;
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  const message = `the connector failed: ${host.redactor.text(text)}`;
  return new ConnectorError("protocol", description.vendor, message);
}

function isCancelled(thrown: unknown): boolean {
  return SolarmonError.is(thrown) && thrown.code === "cancelled";
}
