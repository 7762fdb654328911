// Holds the packed tarballs in .pack against publint and attw: what a user installs, not what lies in the folder.
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";

/** Entry points that are no modules, so that types cannot be wrong. */
const NO_MODULES = ["schema.graphql"];
/** Packages without anything to import: static files. */
const NOTHING_TO_IMPORT = ["dashboard"];

function run(command: string, args: readonly string[]): boolean {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: "utf8" });
  if (status !== 0) console.error(`${command} ${args.join(" ")}\n${stdout}${stderr}`);
  return status === 0;
}

function isRight(tarball: string): boolean {
  const path = `.pack/${tarball}`;
  if (!run("publint", ["--strict", path])) return false;
  if (NOTHING_TO_IMPORT.some((name) => tarball.startsWith(`solarmon-${name}-`))) return true;
  const profile = ["--profile", "esm-only", "--format", "ascii"];
  return run("attw", [path, ...profile, "--exclude-entrypoints", ...NO_MODULES]);
}

const wrong = readdirSync(".pack").filter((tarball) => !isRight(tarball));
console.log(wrong.length === 0 ? "every tarball is right" : `wrong: ${wrong.join(", ")}`);
process.exitCode = wrong.length === 0 ? 0 : 1;
