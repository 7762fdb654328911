import { isJsonObject, type JsonObject, parseJsonBytes } from "./json-bytes.ts";
import type { ProblemList } from "./problem-list.ts";

/**
 * The body of a success, where HTTP 200 can be a refusal; `undefined` after adding a problem.
 *
 * @param refusalOf - why the body is a refusal, for people; `undefined` for a success
 */
export function openEnvelope(
  bytes: Uint8Array,
  problems: ProblemList,
  refusalOf: (body: JsonObject) => string | undefined,
): JsonObject | undefined {
  const body = parseJsonBytes(bytes, problems);
  if (body === undefined) return undefined;
  if (!isJsonObject(body)) {
    problems.add("", "malformed", "the body is no JSON object");
    return undefined;
  }
  const refusal = refusalOf(body);
  if (refusal === undefined) return body;
  problems.add("", "vendor_error", refusal);
  return undefined;
}
