import {
  type Connector,
  createMemoryHost,
  type Fetch,
  type KnownSite,
  type LinkPage,
  type VendorLink,
} from "@solarmon/connectors-kit";
import type { StandIn, StandInWorld } from "@solarmon/connectors-kit/stand-in";
import { VirtualClock } from "@solarmon/core/testing";

/** A Monday in June, in the morning. */
export const NOW: number = Date.UTC(2024, 5, 10, 7, 2);
export const WORLD: StandInWorld = {
  timeZone: "Europe/Berlin",
  noonAt: Date.UTC(2024, 5, 10, 11),
  countsCalls: false,
};

export interface OpenLink extends AsyncDisposable {
  readonly clock: VirtualClock;
  readonly standIn: StandIn;
  readonly link: VendorLink;
  readonly sites: readonly KnownSite[];
  /** Calls since the last time it was asked, without their query. */
  newCalls(): readonly string[];
}

/** A link to a new stand-in, after its discovery. */
export async function openLink(
  connector: Connector,
  start: (clock: VirtualClock, world: StandInWorld) => Promise<StandIn>,
  change: {
    readonly settings?: Record<string, string>;
    readonly fetch?: Fetch;
    /** Whether to discover its sites first. */
    readonly isFound?: boolean;
  } = {},
): Promise<OpenLink> {
  const clock = new VirtualClock(NOW);
  const standIn = await start(clock, WORLD);
  const settings = { ...standIn.settings, ...change.settings };
  const host = await createMemoryHost(connector, settings, {
    clock,
    ...(change.fetch && { fetch: change.fetch }),
  });
  const link = connector.open(settings, host);
  const found = change.isFound === false ? [] : await link.discover();
  const sites = found.map(({ key, devices }) => ({ key, timeZone: WORLD.timeZone, devices }));
  let seen = standIn.calls.length;
  return {
    clock,
    standIn,
    link,
    sites,
    newCalls() {
      const calls = standIn.calls.slice(seen).map(({ what }) => what);
      seen = standIn.calls.length;
      return calls;
    },
    async [Symbol.asyncDispose]() {
      await link[Symbol.asyncDispose]();
      await standIn[Symbol.asyncDispose]();
    },
  };
}

export async function allOf(pages: AsyncIterable<LinkPage> | undefined): Promise<LinkPage[]> {
  const all: LinkPage[] = [];
  for await (const page of pages ?? []) all.push(page);
  return all;
}
