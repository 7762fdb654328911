// `npm run test:services`: the tests that need real programs beside us, where a missing one is named and fails.
// The tests start each service on loopback themselves, on a free port, and end it by its process id.
import { spawnSync } from "node:child_process";
import { findProgram, type Program } from "./services/programs.ts";

const NEEDED: readonly Program[] = ["chromium", "mosquitto"];

const missing = NEEDED.filter((program) => !findProgram(program));
for (const program of missing) console.error(`missing: ${program}`);

const { status } = spawnSync(
  "vitest",
  ["run", "--project", "integration", "--project", "browser"],
  { stdio: "inherit", env: { ...process.env, SOLARMON_TEST_SERVICES: "required" } },
);
process.exitCode = missing.length > 0 ? 1 : (status ?? 1);
