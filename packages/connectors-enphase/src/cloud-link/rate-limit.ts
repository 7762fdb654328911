import {
  isJsonObject,
  parseJsonBytes,
  ProblemList,
  readNumber,
  type ReceivedReply,
} from "@solarmon/connectors-kit";
import { DAY_MS, type Instant, MINUTE_MS, SECOND_MS } from "@solarmon/core";

/** A second refusal without a reason so soon after the first, and it is not the minute's limit. */
const SOON_MS = 15 * MINUTE_MS;

/**
 * Until when a 429 asks to wait. It names the end of the period, or nothing: then a minute is tried first, and after
 * that the next UTC day, because the month may be used up and only asking again would tell.
 */
export class RateLimit {
  #unexplainedAt: Instant = Number.NEGATIVE_INFINITY;

  retryAt({ body, receivedAt, headers }: ReceivedReply): Instant | undefined {
    const json = parseJsonBytes(body, new ProblemList());
    const endS = isJsonObject(json) ? readNumber(json["period_end"]) : undefined;
    if (typeof endS === "number" && endS * SECOND_MS > receivedAt) return endS * SECOND_MS;
    if ((headers["retry-after"] ?? "") !== "") return undefined;
    const isAgain = receivedAt - this.#unexplainedAt < SOON_MS;
    this.#unexplainedAt = receivedAt;
    return isAgain ? (Math.floor(receivedAt / DAY_MS) + 1) * DAY_MS : receivedAt + MINUTE_MS;
  }
}
