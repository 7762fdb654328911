import type { Redactor } from "../record/redactor.ts";

/** Chains of causes are short; a loop of them must end. */
const MAX_DEPTH = 4;

/** What went wrong below, without secrets: addresses with keys show up in messages of `fetch` and sockets. */
export function redactedCause(thrown: unknown, redactor: Redactor, depth = 0): Error {
  if (!(thrown instanceof Error)) return new Error(redactor.text(String(thrown)));
  const hasCause = thrown.cause !== undefined && depth < MAX_DEPTH;
  const options = hasCause ? { cause: redactedCause(thrown.cause, redactor, depth + 1) } : {};
  const copy = new Error(redactor.text(thrown.message), options);
  copy.name = thrown.name;
  // The stack of the original repeats its message.
  copy.stack = `${copy.name}: ${copy.message}`;
  return "code" in thrown && typeof thrown.code === "string"
    ? Object.assign(copy, { code: thrown.code })
    : copy;
}
