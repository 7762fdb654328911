import {
  createLocalTimes,
  type DecodeContext,
  type JsonObject,
  objectOf,
  parseInstant,
  parseJsonBytes,
  type ProblemList,
  textOf,
  type VendorReply,
} from "@solarmon/connectors-kit";
import type { Instant } from "@solarmon/core";
import { describeHttpError, describeStatus } from "../errors.ts";

/** A reply whose envelope says that it is fine. */
export interface OpenedReply {
  /** `Body.Data`; what a Datamanager pushes stands in `Body` itself. */
  readonly data: JsonObject;
  /** `Head.RequestArguments`. */
  readonly asked: JsonObject;
  /** `Head.Timestamp`, or when the reply was received. */
  readonly at: Instant;
}

/** `undefined` after telling why there is nothing to read. */
export function openReply(
  reply: VendorReply,
  context: DecodeContext,
  problems: ProblemList,
): OpenedReply | undefined {
  const failure = describeHttpError(reply.status, startOf(reply.body));
  if (failure !== undefined) {
    problems.add("", "vendor_error", failure);
    return undefined;
  }
  const root = parseJsonBytes(reply.body, problems);
  if (root === undefined) return undefined;
  const head = objectOf(objectOf(root)?.["Head"]);
  const data = dataOf(objectOf(objectOf(root)?.["Body"]));
  if (isRefusal(head, problems)) return undefined;
  if (head === undefined || data === undefined) {
    problems.add(head === undefined ? "/Head" : "/Body/Data", "malformed", "expected an object");
    return undefined;
  }
  const at = timeOf(head["Timestamp"], reply, context, problems);
  return at === undefined
    ? undefined
    : { data, asked: objectOf(head["RequestArguments"]) ?? {}, at };
}

function dataOf(body: JsonObject | undefined): JsonObject | undefined {
  if (body === undefined || "Data" in body) return objectOf(body?.["Data"]);
  return Object.values(body).some((field) => objectOf(field) !== undefined) ? body : undefined;
}

/** The device that was asked for; the API before v1 calls it an index. */
export function idAsked(asked: JsonObject): string | undefined {
  return textOf(asked["DeviceId"]) ?? textOf(asked["DeviceIndex"]);
}

const START_BYTES = 500;

function startOf(body: Uint8Array): string {
  return new TextDecoder().decode(body.subarray(0, START_BYTES));
}

function isRefusal(head: JsonObject | undefined, problems: ProblemList): boolean {
  const status = objectOf(head?.["Status"]);
  const code = status?.["Code"];
  if (typeof code !== "number" || code === 0) return false;
  const reason = textOf(status?.["Reason"]) ?? textOf(status?.["UserMessage"]);
  problems.add("/Head/Status/Code", "vendor_error", describeStatus(code, reason));
  return true;
}

function timeOf(
  raw: unknown,
  reply: VendorReply,
  context: DecodeContext,
  problems: ProblemList,
): Instant | undefined {
  const path = "/Head/Timestamp";
  const text = textOf(raw);
  const at = text === undefined ? null : parseInstant(text);
  if (at !== null) return at;
  const local = text === undefined ? null : createLocalTimes(context.timeZone).at(text);
  if (local?.problem !== undefined)
    problems.add(path, local.problem, "a local time without offset");
  if (typeof local?.at === "number") return local.at;
  if (reply.receivedAt === undefined)
    problems.add(path, "time_missing", "no time in the reply, and when it came is not known");
  return reply.receivedAt;
}
