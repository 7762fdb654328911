import { type Clock, MINUTE_MS } from "@solarmon/core";
import { ConnectorError } from "../http/connector-error.ts";
import type { ReceivedReply, VendorHttp, VendorRequest } from "../http/vendor-http.ts";
import type { QuotaAnswer, QuotaLedger } from "./quota-ledger.ts";

/** What {@link createQuotaHttp} needs. */
export interface QuotaHttpOptions {
  readonly vendor: string;
  readonly http: VendorHttp;
  readonly ledger: QuotaLedger;
  readonly clock: Clock;
  /** What a request costs. Default 1. */
  readonly callsOf?: (request: VendorRequest) => number;
  /** Which limits it counts for beside those of all calls, e.g. its interface. Default none. */
  readonly kindOf?: (request: VendorRequest) => string | undefined;
  /** What a reply says of the quota: calls that remain, by rule. */
  readonly remainingOf?: (reply: ReceivedReply) => Readonly<Record<string, number>>;
  /** How long to be silent after a 429 that does not say [ms]. Default 15 minutes. */
  readonly silenceMs?: number;
}

const SILENCE_MS = 15 * MINUTE_MS;

/**
 * HTTP that asks the ledger first. Without leave nothing is sent: the error is of kind `rate`, has no status, and says
 * until when. A vendor's own "too often" silences the credential for everybody who shares the ledger.
 */
export function createQuotaHttp(options: QuotaHttpOptions): VendorHttp {
  return {
    send: async (request) => {
      const answer = await options.ledger.take(
        options.callsOf?.(request) ?? 1,
        options.kindOf?.(request),
      );
      if (!answer.isGranted) throw waitError(options.vendor, answer);
      try {
        return await sendCounted(request, options);
      } finally {
        answer.release();
      }
    },
  };
}

async function sendCounted(
  request: VendorRequest,
  options: QuotaHttpOptions,
): Promise<ReceivedReply> {
  const { http, ledger, clock, remainingOf, silenceMs = SILENCE_MS } = options;
  try {
    const reply = await http.send(request);
    const remaining = Object.entries(remainingOf?.(reply) ?? {});
    await Promise.all(remaining.map(([rule, calls]) => ledger.observe(rule, calls)));
    return reply;
  } catch (error) {
    if (ConnectorError.isConnectorError(error) && error.kind === "rate")
      await ledger.blockUntil(error.retryAt ?? clock.now() + silenceMs);
    throw error;
  }
}

function waitError(
  vendor: string,
  { rule, waitUntil }: QuotaAnswer & { isGranted: false },
): ConnectorError {
  const until = waitUntil === null ? "a call ends" : new Date(waitUntil).toISOString();
  const message = `waiting for quota ${rule} until ${until}`;
  return new ConnectorError(
    "rate",
    vendor,
    message,
    waitUntil === null ? {} : { retryAt: waitUntil },
  );
}
