import {
  type Classify,
  type ConnectorErrorKind,
  isJsonObject,
  type JsonObject,
  objectOf,
  parseJsonBytes,
  ProblemList,
  type Refusal,
  textOf,
} from "@solarmon/connectors-kit";
import { SUCCESS_CODE, VENDOR } from "./definition.ts";

/** `result_data` of a reply; `undefined` after telling why there is none. HTTP 200 can be a refusal. */
export function readResult(reply: unknown, problems: ProblemList): JsonObject | undefined {
  if (reply === undefined) return undefined;
  if (!isJsonObject(reply)) {
    problems.add("", "malformed", "expected an object with result_code and result_data");
    return undefined;
  }
  const code = textOf(reply["result_code"]);
  const result = reply["result_data"];
  const refusal = refusalIn(reply);
  if (code === undefined) problems.add("/result_code", "missing_field", "no result_code");
  else if (refusal && code === SUCCESS_CODE)
    problems.add("/result_data/login_state", "vendor_error", refusal.detail);
  else if (refusal) problems.add("/result_code", "vendor_error", refusal.detail);
  else if (isJsonObject(result)) return result;
  else problems.add("/result_data", "no_telemetry", "empty, or a list of what can be asked for");
  return undefined;
}

/** Reads the envelope of a reply with HTTP 200; other statuses are left to the kit. */
export const classifySungrow: Classify = ({ status, body }): Refusal | null | undefined => {
  if (status < 200 || status >= 300) return undefined;
  const reply = objectOf(parseJsonBytes(body, new ProblemList()));
  if (!reply) return { kind: "protocol", detail: "the body is no JSON object" };
  return refusalIn(reply) ?? null;
};

const WHY: Readonly<Partial<Record<ConnectorErrorKind, string>>> = {
  auth: "the token or the key is not valid, or it is the wrong gateway",
  rate: "too many calls",
  invalid: "wrong or too many parameters",
};

function refusalIn(reply: JsonObject): Refusal | undefined {
  const code = textOf(reply["result_code"]);
  if (code === undefined) return { kind: "protocol", detail: "the reply has no result_code" };
  if (code === SUCCESS_CODE) return loginRefusal(objectOf(reply["result_data"]));
  const kind = kindOf(code);
  const why = (kind && WHY[kind]) ?? "see the vendor's list of codes";
  return { kind: kind ?? "invalid", detail: `refused with ${code.slice(0, 20)}: ${why}` };
}

function kindOf(code: string): keyof typeof VENDOR.refusals | undefined {
  const { auth, rate, invalid } = VENDOR.refusals;
  const isIn = (codes: readonly string[]): boolean => codes.includes(code);
  if (isIn(auth)) return "auth";
  if (isIn(rate)) return "rate";
  return isIn(invalid) ? "invalid" : undefined;
}

/** A wrong password comes as a success; "-1" is an account that is locked. */
function loginRefusal(result: JsonObject | undefined): Refusal | undefined {
  const state = textOf(result?.["login_state"]);
  if (state === undefined || state === SUCCESS_CODE) return undefined;
  const left = textOf(result?.["remain_times"])?.replaceAll(/\D/gu, "");
  const attempts = left ? `; ${left} attempts are left before it is locked` : "";
  return { kind: "auth", detail: `the log-in was refused${attempts}` };
}
