import { SolarmonError } from "@solarmon/core";

/** `NaN` and its like where JSON wants a value: many languages write them. */
const NOT_JSON = /([:,[]\s*)(-?(?:NaN|Infinity|inf|nan))(?=\s*[,}\]])/g;

/**
 * The value of a JSON text. Bare `NaN` and `Infinity` become texts, so that the point is refused and not the message.
 *
 * @throws {@link SolarmonError} `refused` when it is not JSON; the message says where
 */
export function parseMessage(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    return parseLenient(text, cause);
  }
}

function parseLenient(text: string, cause: unknown): unknown {
  try {
    return JSON.parse(text.replace(NOT_JSON, '$1"$2"'));
  } catch {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new SolarmonError("refused", `not JSON: ${reason.slice(0, 200)}`);
  }
}
