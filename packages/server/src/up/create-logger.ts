import { pino } from "pino";
import type { ServerLogger } from "../start-solarmon.ts";

/** Logs of the server as JSON lines on standard error, so that standard output has the addresses only. */
export function createLogger(): ServerLogger {
  const level = process.env["SOLARMON_LOG_LEVEL"] ?? "info";
  return pino({ level, base: null }, pino.destination({ fd: 2, sync: true }));
}
