import type { VendorDecoder, VendorReply } from "@solarmon/connectors-kit";
import { SECOND_MS } from "@solarmon/core";
import { loadConnector } from "../../packages/server/src/links/connectors.ts";
import { type LargeReply, largeReplies } from "./decode/replies.ts";
import { benchRegisters } from "./decode/registers.ts";
import { bestOfMs } from "./kpi/best-of.ts";
import type { Report } from "./report.ts";

const PEER = "JSON.parse of the same bytes, nothing else";
const CONTEXT = { timeZone: "Europe/Berlin" };
/** Timed together, so that a reply of few readings is not lost in the clock's steps. */
const REPEATS = 10;

/** Replies of vendors to readings, one thread. What cannot be beaten is reading the JSON itself: it stands beside. */
export async function benchDecode(report: Report): Promise<void> {
  for (const reply of largeReplies()) {
    const { decoder } = await loadConnector(reply.vendor);
    measure(report, decoder, reply);
  }
  benchRegisters(report);
}

function measure(report: Report, decoder: VendorDecoder, { endpoint, text, body }: LargeReply) {
  const bytes = new TextEncoder().encode(body);
  const reply: VendorReply = { body: bytes, status: 200, receivedAt: Date.UTC(2026, 5, 2) };
  const { readings, problems } = decoder.decode(endpoint, reply, CONTEXT);
  if (readings.length === 0)
    throw new TypeError(`${decoder.vendor} read nothing: ${JSON.stringify(problems[0])}`);
  const oursMs = bestOfMs(() => repeat(() => decoder.decode(endpoint, reply, CONTEXT)));
  const decodeText = new TextDecoder();
  const parseMs = bestOfMs(() => repeat(() => JSON.parse(decodeText.decode(bytes))));
  report({
    bench: "decode",
    metric: `${decoder.vendor} ${endpoint}, ${text}`,
    value: (readings.length * REPEATS * SECOND_MS) / oursMs,
    unit: "readings/s",
    peer: PEER,
    ratio: parseMs / oursMs,
  });
}

function repeat(run: () => unknown): void {
  for (let index = 0; index < REPEATS; index++) run();
}
