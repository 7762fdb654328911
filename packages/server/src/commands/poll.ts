import type { Command } from "commander";
import { type CommonFlags, subcommand } from "../cli/common-options.ts";

/** `solarmon poll LINK` */
export function pollCommand(): Command {
  return subcommand("poll", "read a link once, now; shows readings, problems and calls left", [
    "solarmon poll Roofs",
  ])
    .argument("<link>", "id or name of the link")
    .action(async (link: string, flags: CommonFlags) => {
      const { runPoll } = await import("../links/run-poll.ts");
      await runPoll(link, flags);
    });
}
