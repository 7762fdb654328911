import type { Command } from "commander";
import { type CommonFlags, subcommand } from "../cli/common-options.ts";

interface UpFlags extends CommonFlags {
  readonly demo?: boolean;
  readonly host?: string;
  readonly port?: string;
  readonly mqttPort?: string;
  readonly role?: string;
}

/** `solarmon up [--demo]` */
export function upCommand(): Command {
  return subcommand("up", "run everything in one process, or a part of it with --role", [
    "solarmon up --demo",
    "SOLARMON_PORT=9000 solarmon up --data-dir /var/lib/solarmon",
    "DATABASE_URL=postgres://… REDIS_URL=redis://… KAFKA_BROKERS=… solarmon up --role process",
    "MQTT_URL='mqtt://user:password@mosquitto:1883?shared=false' solarmon up",
  ])
    .option("--demo", "with two tenants and a simulated fleet; log-ins are printed")
    .option("--host <address>", "address to listen on (SOLARMON_HOST, default 127.0.0.1)")
    .option("--port <port>", "HTTP port (SOLARMON_PORT, default 8080)")
    .option("--mqtt-port <port>", "MQTT port (SOLARMON_MQTT_PORT, default 1883)")
    .option(
      "--role <role>",
      "ingest, process, api, or all (SOLARMON_ROLE, default all); a part needs shared services",
    )
    .action(async (flags: UpFlags) => {
      const { runUp } = await import("../up/run-up.ts");
      await runUp(flags);
    });
}
