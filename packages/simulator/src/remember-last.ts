import type { Instant } from "@solarmon/core";

/** `valueAt` that keeps its last answer: the parts of one reading ask about the same instant. */
export function rememberLast<Value>(valueAt: (at: Instant) => Value): (at: Instant) => Value {
  let last: { readonly at: Instant; readonly value: Value } | undefined;
  return (at) => {
    if (last?.at !== at) last = { at, value: valueAt(at) };
    return last.value;
  };
}
