import { EXIT } from "../cli/exit-codes.ts";
import { createOutput } from "../cli/output.ts";
import { dataPaths } from "../folder/data-paths.ts";
import { readSettings, type SettingsFlags } from "../settings.ts";
import { checkDatabases, checkLock, checkSecrets, checkStream } from "./check-folder.ts";
import {
  checkClock,
  checkDisk,
  checkFsync,
  checkNode,
  checkPermissions,
  checkPorts,
} from "./check-machine.ts";
import { checkServices } from "./check-services.ts";
import type { Finding } from "./finding.ts";

const MARKS = { ok: "✔", warning: "!", problem: "✘" } as const;

/** `solarmon doctor`: shows every finding as it is made; the exit code tells whether there is a problem. */
export async function runDoctor(flags: SettingsFlags & { readonly json?: boolean }): Promise<void> {
  const output = createOutput(flags.json === true);
  let worst: Finding["state"] = "ok";
  for await (const finding of examine(flags)) {
    output.result(finding, describe(finding));
    if (finding.state === "problem" || worst === "ok") worst = finding.state;
  }
  process.exitCode = worst === "problem" ? EXIT.failed : EXIT.done;
}

async function* examine(flags: SettingsFlags): AsyncGenerator<Finding> {
  const settings = readSettings(flags, process.env);
  const paths = dataPaths(settings.dataDir);
  yield checkNode();
  yield checkClock();
  const permissions = await checkPermissions(paths);
  yield permissions;
  if (permissions.state === "problem") return;
  yield await checkDisk(paths);
  yield await checkFsync(paths);
  const { finding, isServing } = await checkLock(paths);
  yield finding;
  yield* await checkPorts(settings, isServing);
  yield* checkDatabases(paths);
  yield await checkStream(paths);
  yield await checkSecrets(paths);
  yield* checkServices(settings.services);
}

function describe({ check, state, detail, advice }: Finding): string {
  return `${MARKS[state]} ${check.padEnd(12)} ${detail}${advice === undefined ? "" : `\n  → ${advice}`}`;
}
