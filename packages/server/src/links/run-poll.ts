import { SolarmonError, systemClock } from "@solarmon/core";
import type { CommonFlags } from "../cli/common-options.ts";
import { describeBudgets, describePoll } from "./describe-site.ts";
import { openLinkAtHand } from "./link-at-hand.ts";

/** `solarmon poll LINK` */
export async function runPoll(idOrName: string, flags: CommonFlags): Promise<void> {
  await using hand = await openLinkAtHand(idOrName, flags);
  const { key, link, desk, output, settle } = hand;
  const { polls, budgets } = await desk.poll(key);
  await settle();
  for (const poll of polls) output.result({ poll }, describePoll(poll));
  output.result({ budgets }, describeBudgets(budgets, systemClock.now()));
  const failed = polls.filter(({ error }) => error !== null);
  if (failed.length > 0 && failed.length === polls.length)
    throw new SolarmonError("unavailable", `no site of link ${link.name} could be read`);
}
