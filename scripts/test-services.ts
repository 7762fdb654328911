// `npm run test:services`: the tests that need real programs beside us, where a missing one is named and fails.
// The tests start each service on loopback themselves, on a free port, and end it by its process id.
import { spawnSync } from "node:child_process";
import { kafkaJars } from "./services/kafka-jars.ts";
import { findProgram, type Program } from "./services/programs.ts";

const NEEDED: readonly Program[] = [
  "chromium",
  "java",
  "maven",
  "mosquitto",
  "pgbouncer",
  "postgres",
  "redis",
];

const missing: string[] = NEEDED.filter((program) => !findProgram(program));
// once, before several test files ask for it
await kafkaJars().catch(({ message }: Error) => missing.push(`Kafka (${message})`));
for (const name of missing) console.error(`missing: ${name}`);

const { status } = spawnSync(
  "vitest",
  ["run", ...["integration", "browser", "services"].flatMap((name) => ["--project", name])],
  { stdio: "inherit", env: { ...process.env, SOLARMON_TEST_SERVICES: "required" } },
);
process.exitCode = missing.length > 0 ? 1 : (status ?? 1);
