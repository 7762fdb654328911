import { SolarmonError } from "@solarmon/core";
import { type Command, CommanderError } from "commander";
import { createProgram } from "./create-program.ts";
import { EXIT, exitCodeOf } from "./exit-codes.ts";

/** Runs the command line; resolves to its exit code. */
export async function runCommand(argv: readonly string[]): Promise<number> {
  const program = createProgram();
  for (const command of allCommands(program)) command.exitOverride();
  process.stdout.on("error", endQuietly);
  try {
    await program.parseAsync([...argv]);
    return Number(process.exitCode ?? EXIT.done);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.wrongUse;
    report(error, argv.includes("--json"));
    return exitCodeOf(error);
  }
}

/** `solarmon query … | head` closes the pipe early: that is no fault. */
function endQuietly(error: Error): void {
  if ("code" in error && error.code === "EPIPE") process.exit(EXIT.done);
  throw error;
}

function allCommands(program: Command): Command[] {
  return [program, ...program.commands.flatMap((command) => allCommands(command))];
}

function report(error: unknown, isJson: boolean): void {
  const isOurs = SolarmonError.is(error);
  const code = isOurs ? error.code : "internal";
  const message = error instanceof Error ? error.message : String(error);
  if (isJson) process.stdout.write(`${JSON.stringify({ error: { code, message } })}\n`);
  else process.stderr.write(`solarmon: ${message}\n`);
  // A fault of ours: whoever reports it needs the place.
  if (!isOurs && error instanceof Error) process.stderr.write(`${error.stack}\n`);
}
