#!/usr/bin/env node
// JavaScript, so that starting needs no type stripper: with the compile cache, which must be on before the first
// TypeScript file is loaded, that saves 16 MB and 40 ms. It also runs on a Node that is too old, to say so.
import nodeModule from "node:module";

const [major = 0] = process.versions.node.split(".").map(Number);
if (major < 24) {
  process.stderr.write(`solarmon: needs Node 24 or later; this is ${process.versions.node}\n`);
  process.exit(1);
}
nodeModule.enableCompileCache();
// Threads and child processes look into the environment.
process.env.NODE_COMPILE_CACHE ??= nodeModule.getCompileCacheDir() ?? "";
await import("@solarmon/server/main");
