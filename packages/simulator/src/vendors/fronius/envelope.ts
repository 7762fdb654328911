import type { StandInReply, StandInRequest } from "@solarmon/connectors-kit/stand-in";
import { localIso } from "../shared/local-text.ts";

export const NOT_SUPPORTED = 11;
export const DEVICE_NOT_AVAILABLE = 12;

/** `Head` and `Body` of the Solar API, which answers 200 whatever is wrong. */
export function envelope(
  request: StandInRequest,
  timeZone: string,
  body: Readonly<Record<string, unknown>>,
  code = 0,
): StandInReply {
  const head = {
    RequestArguments: Object.fromEntries(request.query),
    Status: { Code: code, Reason: code === 0 ? "" : "not possible now", UserMessage: "" },
    Timestamp: localIso(request.now, timeZone),
  };
  return { body: { Body: body, Head: head } };
}
