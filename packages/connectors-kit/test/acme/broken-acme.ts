import type {
  Connector,
  ConnectorDescription,
  DecodedReading,
  LinkHost,
  LinkPage,
  LinkSettings,
  VendorLink,
} from "../../src/index.ts";
import { ConnectorBench } from "../../src/testing/index.ts";
import { acmeConnector } from "../../../../examples/connector-acme/src/index.ts";
import { startAcmeStandIn } from "../../../../examples/connector-acme/test/support/acme-stand-in.ts";

/** What is wrong with a connector; everything else is as it should be. */
export interface Flaw {
  readonly describe?: Partial<ConnectorDescription>;
  readonly settings?: (settings: LinkSettings) => LinkSettings;
  readonly host?: (host: LinkHost) => LinkHost;
  readonly link?: (
    inner: VendorLink,
    host: LinkHost,
    settings: LinkSettings,
  ) => Partial<VendorLink>;
  readonly quotaKeyOf?: (settings: LinkSettings) => string;
}

function keyOfAcme(settings: LinkSettings): string {
  return acmeConnector.quotaKeyOf(settings);
}

/** Acme's own history. */
export function historyOf(
  inner: VendorLink,
  ...call: Parameters<NonNullable<VendorLink["history"]>>
): AsyncIterable<LinkPage> {
  return inner.history?.(...call) ?? noPages();
}

async function* noPages(): AsyncGenerator<LinkPage> {}

/** Acme with one flaw. */
export function brokenAcme(flaw: Flaw): Connector {
  return {
    ...acmeConnector,
    describe: () => ({ ...acmeConnector.describe(), ...flaw.describe }),
    quotaKeyOf: (settings) => (flaw.quotaKeyOf ?? keyOfAcme)(settings),
    open(settings, host) {
      const given = flaw.settings?.(settings) ?? settings;
      const inner = acmeConnector.open(given, flaw.host?.(host) ?? host);
      const whole: VendorLink = {
        discover: async (call) => await inner.discover(call),
        poll: (sites, call) => inner.poll(sites, call),
        history: (site, span, call) => historyOf(inner, site, span, call),
        [Symbol.asyncDispose]: async () => await inner[Symbol.asyncDispose](),
      };
      return { ...whole, ...flaw.link?.(inner, host, settings) };
    },
  };
}

/** A bench on which a law must fail. */
export function benchWith(flaw: Flaw): { readonly create: () => Promise<ConnectorBench> } {
  const options = { connector: brokenAcme(flaw), standIn: startAcmeStandIn };
  return { create: async () => await ConnectorBench.open(options) };
}

/** Pages changed one by one. */
export async function* changed(
  pages: AsyncIterable<LinkPage>,
  change: (page: LinkPage) => LinkPage,
): AsyncGenerator<LinkPage> {
  for await (const page of pages) yield change(page);
}

/** A poll whose readings are changed. */
export function withReadings(
  change: (reading: DecodedReading) => DecodedReading,
): NonNullable<Flaw["link"]> {
  return (inner) => ({
    poll: (sites, call) =>
      changed(inner.poll(sites, call), (page) => ({
        ...page,
        readings: page.readings.map(change),
      })),
  });
}

/** A poll that hides what went wrong. */
export async function* swallowed(pages: AsyncIterable<LinkPage>): AsyncGenerator<LinkPage> {
  try {
    yield* pages;
  } catch {
    // The flaw: nobody hears of it.
  }
}
