#!/usr/bin/env node
import { enableCompileCache, getCompileCacheDir } from "node:module";

// Stripped types and compiled code are kept between starts: half of the time to ready, and less memory. Threads and
// child processes look into the environment.
enableCompileCache();
process.env["NODE_COMPILE_CACHE"] ??= getCompileCacheDir() ?? "";
const { runCommand } = await import("./cli/run-command.ts");
process.exitCode = await runCommand(process.argv);
