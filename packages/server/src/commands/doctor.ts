import type { Command } from "commander";
import { type CommonFlags, subcommand } from "../cli/common-options.ts";

interface DoctorFlags extends CommonFlags {
  readonly host?: string;
  readonly port?: string;
  readonly mqttPort?: string;
}

/** `solarmon doctor` */
export function doctorCommand(): Command {
  return subcommand("doctor", "look for what could go wrong, and say what to do", [
    "solarmon doctor",
    "solarmon doctor --json",
  ])
    .option("--host <address>", "address to listen on (SOLARMON_HOST, default 127.0.0.1)")
    .option("--port <port>", "HTTP port (SOLARMON_PORT, default 8080)")
    .option("--mqtt-port <port>", "MQTT port (SOLARMON_MQTT_PORT, default 1883)")
    .action(async (flags: DoctorFlags) => {
      const { runDoctor } = await import("../doctor/run-doctor.ts");
      await runDoctor(flags);
    });
}
