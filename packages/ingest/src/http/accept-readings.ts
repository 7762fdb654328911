import type { DeviceCredential, Instant, RefusalReason, Refusal } from "@solarmon/core";
import { SOURCE_RANK } from "@solarmon/core";
import { scopeOf } from "@solarmon/core/authority";
import { parseMessage } from "../check/parse-message.ts";
import type { ReadingResult } from "../check/reading-result.ts";
import type { Intake } from "../intake/intake.ts";

const SOURCE = { name: "http", rank: SOURCE_RANK.live } as const;

/** What the sender is told of one reading. */
export interface ReadingAnswer {
  readonly status: "accepted" | "refused";
  /** Of a refused reading: the first reason. */
  readonly reason?: RefusalReason;
  readonly detail?: string;
  /** Of an accepted reading: the points that were removed. */
  readonly refusedPoints?: readonly Refusal[];
}

/** What the sender is told of a request. */
export interface ReadingsAnswer {
  readonly accepted: number;
  readonly refused: number;
  /** One per reading, in order. */
  readonly readings: readonly ReadingAnswer[];
}

export interface ReadingsRequest {
  /** Proven by a {@link DeviceAuthenticator}. */
  readonly credential: DeviceCredential;
  /** The body as text: JSON in any form that devices may send. */
  readonly body: string;
  readonly receivedAt: Instant;
  /** Names who waits for the verdicts of the processor. */
  readonly replyTo?: string;
}

/**
 * Takes the readings of an HTTP request. Resolves when the accepted ones are durable; sending a request again changes
 * nothing, so no idempotency key is needed.
 *
 * @throws `refused` the body is not JSON · `rate_limited`, `storage_full`, `unavailable` nothing was taken, try later
 */
export async function acceptReadings(
  intake: Intake,
  { credential, body, receivedAt, replyTo }: ReadingsRequest,
): Promise<ReadingsAnswer> {
  const { plantId, deviceId } = credential;
  const scope = scopeOf(credential.tenantId);
  const sender = { scope, plantId, deviceId, source: SOURCE, receivedAt };
  let payload: unknown;
  try {
    payload = parseMessage(body);
  } catch (error) {
    const detail = error instanceof Error ? error.message : "not JSON";
    intake.refuse({ ...sender, refusal: { reason: "malformed", detail }, sample: body });
    throw error;
  }
  return answer(await intake.accept({ ...sender, payload, replyTo }));
}

function answer(results: readonly ReadingResult[]): ReadingsAnswer {
  const readings = results.map(readingAnswer);
  const accepted = readings.filter((reading) => reading.status === "accepted").length;
  return { accepted, refused: readings.length - accepted, readings };
}

function readingAnswer({ status, refusals }: ReadingResult): ReadingAnswer {
  const [first] = refusals;
  if (!first) return { status };
  if (status === "accepted") return { status, refusedPoints: refusals };
  const more = refusals.length > 1 ? ` (and ${refusals.length - 1} more)` : "";
  return { status, reason: first.reason, detail: first.detail + more };
}
