import type { StandInReply, StandInRequest } from "@solarmon/connectors-kit/stand-in";

/** A success; what was asked comes back beside it, with the server's clock. */
export function success(request: StandInRequest, data: unknown): StandInReply {
  const params = { ...askedIn(request), currentTime: request.now };
  return { body: { data, failCode: 0, message: null, params, success: true } };
}

/** HTTP is 200 with every failure. */
export function failure(failCode: number, data: string | null = null): StandInReply {
  return { body: { data, failCode, message: null, params: null, success: false } };
}

/** The body of a call. */
export function askedIn({ body }: StandInRequest): Readonly<Record<string, unknown>> {
  const asked: unknown = JSON.parse(body === "" ? "{}" : body);
  return typeof asked === "object" && asked !== null ? { ...asked } : {};
}

/** A list in one text, with commas. */
export function listIn(request: StandInRequest, name: string): readonly string[] {
  const text = askedIn(request)[name];
  return typeof text === "string" && text !== "" ? text.split(",") : [];
}
