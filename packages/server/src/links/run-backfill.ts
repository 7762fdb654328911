import { setTimeout as sleep } from "node:timers/promises";
import type { ConnectorDescription } from "@solarmon/connectors-kit";
import {
  DAY_MS,
  type LinkStatus,
  SECOND_MS,
  SolarmonError,
  type Span,
  systemClock,
} from "@solarmon/core";
import { parseInstantFlag } from "../cli/instant-flag.ts";
import type { Output } from "../cli/output.ts";
import { createProgress } from "../cli/progress.ts";
import type { BackfillFlags } from "../commands/backfill.ts";
import { loadConnector } from "./connectors.ts";
import { type FillProgress, fillProgress } from "./fill-progress.ts";
import { type LinkAtHand, openLinkAtHand } from "./link-at-hand.ts";
import { linkWords } from "./link-words.ts";

const LOOK_MS = SECOND_MS / 4;

/** `solarmon backfill LINK --from T --to T` */
export async function runBackfill(idOrName: string, flags: BackfillFlags): Promise<void> {
  const stop = new AbortController();
  process.once("SIGINT", () => stop.abort());
  process.once("SIGTERM", () => stop.abort());
  const wanted = spanOf(flags);
  await using hand = await openLinkAtHand(idOrName, flags);
  const { key, link, desk, output, settle } = hand;
  const span = keptSpan((await loadConnector(link.vendor)).describe(), wanted);
  if (span.start > wanted.start)
    output.note(`The vendor keeps readings since ${new Date(span.start).toISOString()}.`);
  const siteKeys = sitesOf(hand, flags);
  await desk.backfill({ ...key, siteKeys, span });
  const { noneMs } = await watch(hand, siteKeys, span, stop.signal);
  await settle();
  const noneShare = noneMs / (siteKeys.length * (span.end - span.start));
  const none =
    noneMs === 0 ? "" : `; of ${Math.round(noneShare * 100)} % the vendor has no readings`;
  output.result(
    { linkId: link.id, siteKeys, ...span, vendorHasNoneMs: noneMs },
    `Filled ${siteKeys.length} sites of link ${link.name}${none}`,
  );
}

function spanOf({ from, to }: BackfillFlags): Span {
  const now = systemClock.now();
  const start = parseInstantFlag("--from", from, now);
  const end = Math.min(now, to === undefined ? now : parseInstantFlag("--to", to, now));
  if (end > start) return { start, end };
  throw new SolarmonError("invalid_argument", "--from must lie before --to, and before now");
}

/** What the vendor can have of a span: asking for more would end in nothing. */
function keptSpan({ name, historyMs }: ConnectorDescription, { start, end }: Span): Span {
  if (historyMs === 0)
    throw new SolarmonError("unsupported", `${name} keeps no readings of the past`);
  const since = systemClock.now() - historyMs;
  if (end > since) return { start: Math.max(start, since), end };
  throw new SolarmonError(
    "unsupported",
    `${name} keeps readings for ${Math.floor(historyMs / DAY_MS)} days; --to lies before that`,
  );
}

function sitesOf({ link }: LinkAtHand, { site = [] }: BackfillFlags): readonly string[] {
  const keys = link.sites.map(({ key }) => key);
  const unknown = site.find((key) => !keys.includes(key));
  if (unknown !== undefined)
    throw new SolarmonError(
      "invalid_argument",
      `link ${link.name} has no site ${unknown}; there are: ${keys.join(", ")}`,
    );
  return site.length > 0 ? site : keys;
}

async function watch(
  { key, desk, output, isServed }: LinkAtHand,
  siteKeys: readonly string[],
  span: Span,
  signal: AbortSignal,
): Promise<FillProgress> {
  using progress = createProgress(output.isJson);
  let told = "";
  for (;;) {
    const status = await desk.status(key);
    const filled = fillProgress(status, siteKeys, span);
    const words = waitWords(status);
    progress.update(filled.share, words);
    if (words !== told) tell(output, status, words);
    told = words;
    if (filled.isDone) return filled;
    if (status.health === "needs_login") throw needsLogin(status);
    if (signal.aborted) throw interrupted(isServed);
    await sleep(LOOK_MS, undefined, { signal }).catch(() => undefined);
  }
}

/** For those who see no bar. */
function tell(output: Output, { health, until }: LinkStatus, words: string): void {
  if (output.isJson) output.result({ health, until });
  else if (!process.stderr.isTTY && words !== "") output.note(words);
}

/** Why it does not go on, where that is so. */
function waitWords(status: LinkStatus): string {
  return status.health === "ok" || status.health === "new"
    ? ""
    : linkWords(status, systemClock.now());
}

function needsLogin(status: LinkStatus): SolarmonError {
  return new SolarmonError(
    "unauthenticated",
    `the link ${linkWords(status, systemClock.now())}. Log in with: solarmon link sign-in LINK`,
  );
}

function interrupted(isServed: boolean): SolarmonError {
  return new SolarmonError(
    "cancelled",
    isServed
      ? "the server goes on with it. Run the same command again to watch it."
      : "interrupted. Run the same command again: it goes on where it stopped.",
  );
}
