import { readNumber } from "@solarmon/connectors-kit";

/** Our `status` counts as SunSpec does: 1 off, 2 sleeping, 3 starting, 4 producing, 7 fault, 8 standby. */
const SLEEPING = 2;
const STARTING = 3;
const STATUS_BY_CODE: Readonly<Record<number, number>> = {
  7: 4,
  8: 8,
  9: STARTING,
  10: 7,
  11: 8, // idle
  12: 8, // ready
  13: SLEEPING,
};
const STATUS_BY_TEXT: Readonly<Record<string, number>> = {
  startup: STARTING,
  running: 4,
  standby: 8,
  bootloading: STARTING,
  error: 7,
  idle: 8,
  ready: 8,
  sleeping: SLEEPING,
};
const MAX_START_CODE = 6;
/** 307: too little DC to feed in; 523: the same seen by the power stage. Both every evening. */
const NIGHT_ERRORS: ReadonlySet<number> = new Set([307, 523]);

/**
 * Our status for what `DeviceStatus` says; `undefined` for what is not known.
 *
 * @param statusCode - a number, on some firmware a text
 * @param state - `InverterState` of GEN24
 */
export function statusOf(
  statusCode: unknown,
  errorCode: unknown,
  state: unknown,
): number | undefined {
  const code = readNumber(statusCode);
  if (typeof code !== "number") return byText(statusCode) ?? byText(state);
  if (code >= 0 && code <= MAX_START_CODE)
    return NIGHT_ERRORS.has(Number(errorCode)) ? SLEEPING : STARTING;
  return STATUS_BY_CODE[code] ?? byText(state);
}

function byText(text: unknown): number | undefined {
  const key = typeof text === "string" ? text.replaceAll(/[\s_-]/gu, "").toLowerCase() : "";
  return Object.hasOwn(STATUS_BY_TEXT, key) ? STATUS_BY_TEXT[key] : undefined;
}
