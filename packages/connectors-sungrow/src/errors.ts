import { isJsonObject, type JsonObject, type ProblemList, textOf } from "@solarmon/connectors-kit";
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
  if (code === SUCCESS_CODE) {
    if (isJsonObject(result)) return loggedIn(result, problems);
    problems.add("/result_data", "no_telemetry", "empty, or a list of what can be asked for");
  } else if (code === undefined) problems.add("/result_code", "missing_field", "no result_code");
  else
    problems.add(
      "/result_code",
      "vendor_error",
      `refused with ${code.slice(0, 20)}: ${whyOf(code)}`,
    );
  return undefined;
}

function loggedIn(result: JsonObject, problems: ProblemList): JsonObject | undefined {
  const state = textOf(result["login_state"]);
  if (state === undefined || state === "1") return result;
  problems.add("/result_data/login_state", "vendor_error", "the log-in was refused");
  return undefined;
}

function whyOf(code: string): string {
  const [why] =
    Object.entries(VENDOR.refusals).find(([, codes]) => codes.some((each) => each === code)) ?? [];
  if (why === "auth") return "the token or the key is not valid, or it is the wrong gateway";
  if (why === "rate") return "too many calls";
  return why === "parameter" ? "wrong or too many parameters" : "see the vendor's list of codes";
}
