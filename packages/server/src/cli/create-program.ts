import { readFileSync } from "node:fs";
import { Command } from "commander";
import { alarmsCommand } from "../commands/alarms.ts";
import { auditCommand } from "../commands/audit.ts";
import { backfillCommand } from "../commands/backfill.ts";
import { backupCommand } from "../commands/backup.ts";
import { connectCommand } from "../commands/connect.ts";
import { decodeCommand } from "../commands/decode.ts";
import { deviceCommand } from "../commands/device.ts";
import { doctorCommand } from "../commands/doctor.ts";
import { importCommand } from "../commands/import.ts";
import { linkCommand } from "../commands/link.ts";
import { migrateCommand } from "../commands/migrate.ts";
import { plantCommand } from "../commands/plant.ts";
import { pollCommand } from "../commands/poll.ts";
import { queryCommand } from "../commands/query.ts";
import { replayCommand } from "../commands/replay.ts";
import { restoreCommand } from "../commands/restore.ts";
import { tenantCommand } from "../commands/tenant.ts";
import { upCommand } from "../commands/up.ts";
import { usageCommand } from "../commands/usage.ts";

const FOOTER = `
Environment:
  SOLARMON_DATA_DIR   data folder (./data)
  SOLARMON_HOST       address to listen on (127.0.0.1)
  SOLARMON_PORT       HTTP port (8080)
  SOLARMON_MQTT_PORT  MQTT port (1883)
  SOLARMON_ROLE       part of the work that this process does (all)

Services that take the place of embedded parts, where they are set:
  DATABASE_URL, DATABASE_OPERATOR_URL, SOLARMON_SECRET_KEYS   PostgreSQL
  DATABASE_OWNER_URL                                          PostgreSQL, for migrate only
  REDIS_URL, REDIS_CLUSTER                                    Redis or Valkey
  KAFKA_BROKERS, KAFKA_TOPIC, KAFKA_TLS, KAFKA_USERNAME, …    Kafka
  MQTT_URL                                                    an outside MQTT broker

Exit codes: 0 done, 1 failed, 2 wrong use, 3 in use by another process, 130 interrupted`;

function ownVersion(): string {
  const path = import.meta.resolve("@solarmon/server/package.json");
  const manifest: { version: string } = JSON.parse(readFileSync(new URL(path), "utf8"));
  return manifest.version;
}

/** The `solarmon` command. Each subcommand loads what it needs when it runs. */
export function createProgram(): Command {
  return new Command("solarmon")
    .description(
      "Live monitoring of PV plants: real telemetry to a live page, on one machine, durable.",
    )
    .version(ownVersion(), "-V, --version", "version of this program")
    .addCommand(upCommand())
    .addCommand(tenantCommand())
    .addCommand(plantCommand())
    .addCommand(deviceCommand())
    .addCommand(importCommand())
    .addCommand(connectCommand())
    .addCommand(linkCommand())
    .addCommand(pollCommand())
    .addCommand(backfillCommand())
    .addCommand(queryCommand())
    .addCommand(replayCommand())
    .addCommand(decodeCommand())
    .addCommand(alarmsCommand())
    .addCommand(auditCommand())
    .addCommand(usageCommand())
    .addCommand(backupCommand())
    .addCommand(restoreCommand())
    .addCommand(migrateCommand())
    .addCommand(doctorCommand())
    .addHelpText("after", FOOTER)
    .showHelpAfterError("(add --help for the options)");
}
