import { SolarmonError, toSolarmonError } from "@solarmon/core";
import type { ErrorMessage } from "./messages.ts";

/** An error as plain data, for the way between threads or processes. */
export function toErrorMessage(thrown: unknown): ErrorMessage {
  const { code, message } = toSolarmonError(thrown, messageOf(thrown));
  return { code, message };
}

export function fromErrorMessage({ code, message }: ErrorMessage): SolarmonError {
  return new SolarmonError(code, message);
}

function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
