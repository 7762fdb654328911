import type { Command } from "commander";
import { type CommonFlags, subcommand } from "../cli/common-options.ts";

export interface DecodeFlags extends CommonFlags {
  readonly timeZone: string;
  readonly receivedAt?: string;
  readonly status?: string;
}

/** `solarmon decode VENDOR ENDPOINT FILE` */
export function decodeCommand(): Command {
  return subcommand(
    "decode",
    "turn a recorded vendor reply into readings; without ENDPOINT lists endpoints, without VENDOR vendors",
    [
      "solarmon decode solaredge",
      "solarmon decode solaredge site-energy reply.json --time-zone Europe/Berlin",
      "curl -s http://192.168.1.20/… | solarmon decode fronius powerflow -",
    ],
  )
    .argument("[vendor]", "whose reply it is")
    .argument("[endpoint]", "which reply it is")
    .argument("[file]", "the body as it came; - for standard input")
    .option("--time-zone <zone>", "IANA zone of the site, for times without an offset", "UTC")
    .option("--received-at <time>", "for replies without a time; default: when FILE was written")
    .option("--status <number>", "HTTP status of the reply")
    .action(async (vendor?: string, endpoint?: string, file?: string, flags?: DecodeFlags) => {
      const { runDecode } = await import("../decode/run-decode.ts");
      await runDecode(vendor, endpoint, file, flags ?? { timeZone: "UTC" });
    });
}
