#!/usr/bin/env node
// JavaScript, so that starting needs no type stripper: with the compile cache, which must be on before the first
// TypeScript file is loaded, that saves 16 MB and 40 ms. It also runs on a Node that is too old, to say so.
import nodeModule from "node:module";
import { setFlagsFromString } from "node:v8";

const [major = 0] = process.versions.node.split(".").map(Number);
if (major < 24) {
  process.stderr.write(`solarmon: needs Node 24 or later; this is ${process.versions.node}\n`);
  process.exit(1);
}
// Node's type stripper is WebAssembly. V8 13.6 now and then frees code of it that a thread just started with
// (TierUpWasmToJSWrapper, then SIGSEGV or "jit_page.has_value()"); without that tier there is nothing to free.
setFlagsFromString("--wasm-wrapper-tiering-budget=2147483647");
nodeModule.enableCompileCache();
// Threads and child processes look into the environment.
process.env.NODE_COMPILE_CACHE ??= nodeModule.getCompileCacheDir() ?? "";
await import("@solarmon/server/main");
