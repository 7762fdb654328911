import { runCommand } from "./cli/run-command.ts";

// What `solarmon.js` runs.
process.exitCode = await runCommand(process.argv);
