import { textOf } from "@solarmon/connectors-kit";

/** What devices without a serial number say instead, as pulse meters do. */
const NO_SERIAL = /^(?:n\.?\s?\/?\s?a\.?|none|null|unknown|[0-]+)$/iu;

/** The serial number of a device; `undefined` where it has none, so that two without one are not taken for the same. */
export function serialOf(raw: unknown): string | undefined {
  const text = textOf(raw);
  return text === undefined || NO_SERIAL.test(text) ? undefined : text;
}
