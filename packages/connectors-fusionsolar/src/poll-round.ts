import type { KnownSite, LinkCall, LinkPage, ReceivedReply } from "@solarmon/connectors-kit";
import type { Clock } from "@solarmon/core";
import { type DeviceCall, newestCalls } from "./device-calls.ts";
import type { NorthboundApi } from "./northbound-api.ts";
import { problemOf, type RefusedCall, refusedCall, RefusedCalls } from "./refused-calls.ts";
import { type SitePart, splitReply } from "./split-reply.ts";
import { type AskOnce, Unfinished } from "./unfinished.ts";

interface AnsweredCall {
  readonly call: DeviceCall;
  readonly reply: ReceivedReply;
}

interface Round {
  readonly answered: readonly AnsweredCall[];
  readonly refused: readonly RefusedCall[];
}

/** Newest values: one call for each type of device over all sites, a call a minute. */
export class PollRound {
  readonly #api: NorthboundApi;
  readonly #clock: Clock;
  readonly #unfinished: Unfinished<ReceivedReply>;
  readonly #refused = new RefusedCalls();

  constructor(api: NorthboundApi, clock: Clock) {
    this.#api = api;
    this.#clock = clock;
    this.#unfinished = new Unfinished(clock);
  }

  /** @throws `ConnectorError` `rate` while there are calls left to make; the next attempt goes on with them */
  async poll(sites: readonly KnownSite[], call: LinkCall): Promise<readonly LinkPage[]> {
    const { answered, refused } = await this.#unfinished.run(
      async (once) => await this.#askAll(newestCalls(sites), once, call),
    );
    const [first] = refused;
    if (answered.length === 0 && first) throw first.error;
    this.#refused.note(refused, this.#clock.now());
    return pagesOf(sites, answered, refused);
  }

  async #askAll(
    calls: readonly DeviceCall[],
    once: AskOnce<ReceivedReply>,
    linkCall: LinkCall,
  ): Promise<Round> {
    const answered: AnsweredCall[] = [];
    const refused: RefusedCall[] = [];
    for (const call of calls) {
      const name = nameOf(call);
      const known = this.#refused.find(name, this.#clock.now());
      if (known) {
        refused.push(known);
        continue;
      }
      try {
        const key = JSON.stringify(call);
        answered.push({ call, reply: await once(key, () => this.#api.ask(call, linkCall)) });
      } catch (error) {
        refused.push(refusedCall(name, error));
      }
    }
    return { answered, refused };
  }
}

/** e.g. `getDevRealKpi/39`. */
export function nameOf({ path, body }: DeviceCall): string {
  return [path, body["devTypeId"]].filter((part) => part !== undefined).join("/");
}

function pagesOf(
  sites: readonly KnownSite[],
  answered: readonly AnsweredCall[],
  refused: readonly RefusedCall[],
): readonly LinkPage[] {
  const parts = answered.flatMap(({ call, reply }) => splitReply(call.endpoint, reply, sites));
  const bySite = Map.groupBy(parts, ({ siteKey }) => siteKey);
  return sites.map((site) => pageOf(site, bySite.get(site.key) ?? [], refused));
}

function pageOf(
  site: KnownSite,
  parts: readonly SitePart[],
  refused: readonly RefusedCall[],
): LinkPage {
  const names = new Set(newestCalls([site]).map(nameOf));
  const ofSite = refused.filter(({ name }) => names.has(name));
  const page = {
    siteKey: site.key,
    readings: parts.flatMap(({ readings }) => readings),
    problems: [...parts.flatMap(({ problems }) => problems), ...ofSite.map(problemOf)],
  };
  const [first] = ofSite;
  return first && ofSite.length === names.size ? { ...page, error: first.error } : page;
}
