import type { StandInReply } from "@solarmon/connectors-kit/stand-in";

/** An error as the portal tells it, after RFC 7807. */
export function problemReply(status: number, title: string, detail: string): StandInReply {
  const type = "https://se-api.stoplight.io/docs/monitoring";
  const body = { type, title, status, detail, traceId: "6a8c6be5a734cb619608fb5e3936e5a4" };
  return { status, headers: { "content-type": "application/problem+json" }, body };
}
