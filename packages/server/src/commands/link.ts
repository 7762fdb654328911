import { Command } from "commander";
import { type CommonFlags, subcommand } from "../cli/common-options.ts";
import type { SettingFlags } from "../links/gather-settings.ts";
import { withSettingOptions } from "./connect.ts";

export interface ListFlags extends CommonFlags {
  readonly tenant?: string;
}

export interface SignInFlags extends CommonFlags, SettingFlags {}

/** `solarmon link list|show|remove|sign-in` */
export function linkCommand(): Command {
  return new Command("link")
    .description("links: log-ins at vendors whose plants are read")
    .addCommand(listCommand())
    .addCommand(showCommand())
    .addCommand(removeCommand())
    .addCommand(signInCommand());
}

function listCommand(): Command {
  return subcommand("list", "list the links and how they are doing", ["solarmon link list"])
    .option("--tenant <id or name>", "only those of this tenant")
    .action(async (flags: ListFlags) => {
      const { runLinkList } = await import("../links/run-link.ts");
      await runLinkList(flags);
    });
}

function showCommand(): Command {
  return subcommand("show", "show a link: state, sites, gaps, problems", [
    "solarmon link show Roofs",
  ])
    .argument("<link>", "id or name of the link")
    .action(async (link: string, flags: CommonFlags) => {
      const { runLinkShow } = await import("../links/run-link.ts");
      await runLinkShow(link, flags);
    });
}

function removeCommand(): Command {
  return subcommand("remove", "forget a link and its secrets; readings stay", [
    "solarmon link remove Roofs",
  ])
    .argument("<link>", "id or name of the link")
    .action(async (link: string, flags: CommonFlags) => {
      const { runLinkRemove } = await import("../links/run-link.ts");
      await runLinkRemove(link, flags);
    });
}

function signInCommand(): Command {
  const command = subcommand("sign-in", "log in again, or change a setting; asks for the secrets", [
    "solarmon link sign-in Roofs",
    "solarmon link sign-in Roofs --set-from-env password=NEW_PASSWORD",
  ]).argument("<link>", "id or name of the link");
  return withSettingOptions(command).action(async (link: string, flags: SignInFlags) => {
    const { runSignIn } = await import("../links/run-link.ts");
    await runSignIn(link, flags);
  });
}
