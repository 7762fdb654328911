import { AssertionError } from "node:assert";
import { DAY_MS, HOUR_MS } from "@solarmon/core";
import { runLaw } from "@solarmon/core/testing";
import { connectorLaws } from "@solarmon/connectors-kit/testing";
import { expect, test } from "vitest";
import { proveLaws } from "../../../core/test/support/prove-laws.ts";
import {
  ConnectorError,
  type KnownSite,
  type LinkHost,
  type LinkPage,
  type TokenSet,
  type VendorLink,
} from "../../src/index.ts";
import {
  benchWith,
  changed,
  type Flaw,
  historyOf,
  swallowed,
  withReadings,
} from "../acme/broken-acme.ts";

/** Fails in another way than it should. */
function misjudging(kind: ConnectorError["kind"]): Flaw {
  return {
    link: (inner) => ({
      async *poll(sites, call) {
        try {
          yield* inner.poll(sites, call);
        } catch {
          throw new ConnectorError(kind, "acme", "went wrong", { retryAt: 1 });
        }
      },
    }),
  };
}

/** Takes the zone of somewhere near. */
function inZone(timeZone: string): Flaw {
  const moved = (site: KnownSite): KnownSite => ({ ...site, timeZone });
  return {
    link: (inner) => ({
      poll: (sites, call) => inner.poll(sites.map(moved), call),
      history: (site, span, call) => historyOf(inner, moved(site), span, call),
    }),
  };
}

/** A history whose pages are changed. */
function withHistory(change: (page: LinkPage) => LinkPage): Flaw {
  return {
    link: (inner) => ({
      history: (site, span, call) => changed(historyOf(inner, site, span, call), change),
    }),
  };
}

function withValue(point: string, value: (of: number) => number | null): Flaw {
  return {
    link: withReadings((reading) => {
      const old = reading.values[point];
      if (typeof old !== "number") return reading;
      return { ...reading, values: { ...reading.values, [point]: value(old) } };
    }),
  };
}

/** Lets a counter never fall, as some "repair" them. */
function risingOnly(): Flaw {
  const highest = new Map<string, number>();
  return {
    link: withReadings((reading) => {
      const wh = Math.max(reading.values["acEnergyTotal"] ?? 0, highest.get(reading.deviceId) ?? 0);
      highest.set(reading.deviceId, wh);
      return { ...reading, values: { ...reading.values, acEnergyTotal: wh } };
    }),
  };
}

/** Has a value where there is none. */
const INVENTING: Flaw = {
  link: (inner) => ({
    async *poll(sites, call) {
      for await (const page of inner.poll(sites, call))
        if (page.readings.length > 0) yield page;
        else yield { ...page, readings: [inventedReading(page.siteKey)] };
    },
  }),
};

function inventedReading(siteKey: string): LinkPage["readings"][number] {
  return { deviceId: `${siteKey}-a`, kind: "inverter", measuredAt: 0, values: { acPower: 0 } };
}

/** Tries again on its own. */
const RETRYING: Flaw = {
  link: (inner) => ({
    async *poll(sites, call) {
      try {
        yield* inner.poll(sites, call);
      } catch {
        yield* inner.poll(sites, call);
      }
    },
  }),
};

function discovering(change: (site: DiscoveredSite) => DiscoveredSite): Flaw {
  return { link: (inner) => ({ discover: async () => (await inner.discover()).map(change) }) };
}
type DiscoveredSite = Awaited<ReturnType<VendorLink["discover"]>>[number];

/** Whoever runs the link sees no reply. */
function hidingReplies({ clock, fetch, ledger, tokens, redactor }: LinkHost): LinkHost {
  return { clock, fetch, ledger, tokens, redactor };
}

let polls = 0;

const flaws: Readonly<Record<string, Flaw>> = {
  "the description says what is needed to connect and to schedule": {
    describe: { settings: [{ name: "apiKey", text: "", isSecret: true, isRequired: true }] },
  },
  "a required setting that is missing is named, and nothing is sent": {
    settings: (settings) => ({
      apiKey: "guess",
      refreshToken: "guess",
      address: "guess",
      ...settings,
    }),
  },
  "opening a link sends nothing, and quotas are counted under a name that is no secret": {
    quotaKeyOf: ({ apiKey = "" }) => `acme/${apiKey}`,
  },
  "readings have known points with kind, sign and range, and known devices": withValue(
    "acPower",
    (watts) => -watts - 1e9,
  ),
  "a poll gives the newest values of the sites that it was asked for, and of no other": {
    link: withReadings((reading) => ({ ...reading, measuredAt: reading.measuredAt - DAY_MS })),
  },
  "counters are in Wh, and power is in W and positive when it is made": withValue(
    "acEnergyTotal",
    (wh) => wh / 1_000,
  ),
  "the same poll again gives the same readings": {
    link: withReadings((reading) => ({
      ...reading,
      measuredAt: reading.measuredAt - (polls += 1),
    })),
  },
  "rows that come twice are one reading": {
    link: (inner) => ({
      poll: (sites, call) =>
        changed(inner.poll(sites, call), (page) => ({
          ...page,
          readings: page.readings.map((reading, index) => ({
            ...reading,
            measuredAt: reading.measuredAt + index * (page.readings.length > 2 ? 1 : 0),
          })),
        })),
    }),
  },
  "nothing is asked of a link without sites": {
    link: (inner) => ({
      async *poll(sites, call) {
        await inner.discover(call);
        yield* inner.poll(sites, call);
      },
    }),
  },
  "a lifetime counter that starts again is passed on as it is": risingOnly(),
  "a lifetime counter that runs over is passed on as it is": risingOnly(),
  "nulls and sentinels are no measurement, and never 0": INVENTING,
  "an empty page is no measurement, and never 0": INVENTING,
  "a field that is gone takes its point along, and nothing else": {
    link: (inner) => ({
      poll: (sites, call) =>
        changed(inner.poll(sites, call), (page) => ({
          ...page,
          readings: page.readings.filter(({ values }) => values["acPower"] !== undefined),
        })),
    }),
  },
  "a silent device hides no other": {
    link: (inner) => ({
      poll: (sites, call) =>
        changed(inner.poll(sites, call), (page) => ({
          ...page,
          readings: page.readings.length < 2 ? [] : page.readings,
        })),
    }),
  },
  "times are right when the clocks of Europe/Berlin change": inZone("Etc/GMT-1"),
  "times are right when the clocks of America/New_York change": inZone("Etc/GMT+5"),
  "times are right when the clocks of Australia/Lord_Howe change": inZone("Australia/Sydney"),
  "times are right in Asia/Kathmandu, where clocks do not change": inZone("Asia/Kolkata"),
  "401 means that somebody must log in": misjudging("transient"),
  "403 means that the log-in is not allowed to": misjudging("auth"),
  "429 means too often, and Retry-After says until when": misjudging("rate"),
  "5xx may work later": misjudging("protocol"),
  "a call that fails is not sent again: whoever schedules decides about that": RETRYING,
  "no answer in time may work later": misjudging("gone"),
  "whoever asked can end a call that takes too long": {
    link: (inner) => ({ poll: (sites) => inner.poll(sites) }),
  },
  "half a body is no reply": {
    link: (inner) => ({ poll: (sites, call) => swallowed(inner.poll(sites, call)) }),
  },
  "a web page is no reply": {
    link: (inner) => ({ poll: (sites, call) => swallowed(inner.poll(sites, call)) }),
  },
  "no secret shows in an error, its causes, a problem or a recording": {
    link: (inner, _host, { apiKey }) => ({
      async *poll(sites, call) {
        try {
          yield* inner.poll(sites, call);
        } catch (error) {
          throw new ConnectorError("transient", "acme", `with ${apiKey}`, { cause: error });
        }
      },
    }),
  },
  "a log-in that was revoked is told as one, and a new one works": misjudging("transient"),
  "a link goes on for days and over restarts, and new tokens are safe before they are used": {
    host: (host) => ({
      ...host,
      tokens: {
        load: async () => await host.tokens.load(),
        save: async (tokens) => void host.tokens.save(tokens),
      },
    }),
  },
  "the vendor's quota is never exceeded, however hard a link is polled": {
    describe: { quotas: [{ name: "minute", limit: 10_000, period: "minute" }] },
  },
  "there are never more calls at once than the vendor allows": {
    describe: { maxConcurrent: 1 },
    host: (host) => ({
      ...host,
      ledger: { ...host.ledger, take: async () => ({ isGranted: true, release: () => undefined }) },
    }),
  },
  "a link has a history exactly where the description says so": {
    describe: { historyMs: 0, historySpanMs: 0 },
  },
  "a history tells what polls told": withHistory((page) => ({
    ...page,
    readings: page.readings.map((reading) => ({
      ...reading,
      values: { ...reading.values, acEnergyTotal: (reading.values["acEnergyTotal"] ?? 0) + 1 },
    })),
  })),
  "pages of a history cover the span that was asked for, oldest first, and hold nothing else":
    withHistory(({ siteKey, readings, problems }) => ({ siteKey, readings, problems })),
  "a history that fails is not taken for one that was read": {
    link: (inner) => ({
      async *history(site, span, call) {
        yield* swallowed(historyOf(inner, site, span, call));
        yield { siteKey: site.key, readings: [], problems: [], covers: span };
      },
    }),
  },
  "rows of a history may come in any order, or twice": withHistory((page) => ({
    ...page,
    readings: page.readings.filter(
      ({ measuredAt }, index) => measuredAt >= (page.readings[index - 2]?.measuredAt ?? 0),
    ),
  })),
  "an empty history is no measurement, and known as empty": withHistory((page) =>
    page.readings.length > 0
      ? page
      : { siteKey: page.siteKey, readings: [], problems: page.problems },
  ),
  "a settled day that is read again is the same": withHistory((page) => ({
    ...page,
    readings: page.readings.map((reading) => ({
      ...reading,
      values: { ...reading.values, acPower: (polls += 1) },
    })),
  })),
  "an outage of days is filled afterwards, and the energy is known to the Wh": withHistory(
    (page) => ({ ...page, readings: [] }),
  ),
  "nothing is asked until somebody logs in again, and then what was missed is filled":
    misjudging("transient"),
  "every site and device is found, also beyond the first page, and read": {
    link: (inner) => ({ discover: async () => (await inner.discover()).slice(0, 2) }),
  },
  "a discovery that fails is not taken for an account without sites": {
    link: (inner) => ({ discover: async () => await inner.discover().catch(() => []) }),
  },
  "a discovery names sites and devices, and knows the time zone or says that it does not":
    discovering((site) => ({ ...site, timeZone: "Europe/Lisbon" })),
  "what a site cannot tell has a reason, and something for people to do": discovering((site) => ({
    ...site,
    capabilities: site.capabilities.map(({ name, isAvailable }) => ({ name, isAvailable })),
  })),
  "a site tells its power exactly where it says that it can": withValue("acPower", () => null),
  "a new field changes no reading and no device, and whoever runs the link can see it": {
    host: hidingReplies,
  },
  "a field that the vendor adds is told once, and then known": {
    host: hidingReplies,
  },
};

const AUTUMN = Date.UTC(2025, 9, 26, 1);
const COUNTERS = "counters are in Wh, and power is in W and positive when it is made";
const TOKENS =
  "a link goes on for days and over restarts, and new tokens are safe before they are used";
const PAGES =
  "pages of a history cover the span that was asked for, oldest first, and hold nothing else";
const BERLIN = "times are right when the clocks of Europe/Berlin change";

/** Other ways to break a law. */
const more: readonly (readonly [what: string, law: string, flaw: Flaw])[] = [
  ["kilowatts for watts", COUNTERS, withValue("acPower", (watts) => watts / 1_000)],
  ["power of the other sign", COUNTERS, withValue("acPower", (watts) => -watts)],
  ["a counter that is a tenth", COUNTERS, withValue("acEnergyTotal", (wh) => wh / 10)],
  [
    "the earlier of two equal hours",
    BERLIN,
    {
      link: withReadings((reading) => {
        const isLater = reading.measuredAt >= AUTUMN && reading.measuredAt < AUTUMN + HOUR_MS;
        return isLater ? { ...reading, measuredAt: reading.measuredAt - HOUR_MS } : reading;
      }),
    },
  ],
  [
    "a history without the hour after the change",
    BERLIN,
    withHistory((page) => ({
      ...page,
      readings: page.readings.filter(
        ({ measuredAt }) => measuredAt < AUTUMN || measuredAt >= AUTUMN + HOUR_MS,
      ),
    })),
  ],
  [
    "a 429 without an end",
    "429 means too often, and Retry-After says until when",
    {
      link: (inner) => ({
        async *poll(sites, call) {
          try {
            yield* inner.poll(sites, call);
          } catch {
            throw new ConnectorError("rate", "acme", "too often");
          }
        },
      }),
    },
  ],
  ["old values where there are none", "5xx may work later", stale()],
  [
    "the end of a span as part of it",
    PAGES,
    {
      link: (inner) => ({
        history: (site, { start, end }, call) =>
          historyOf(inner, site, { start, end: end + 1 }, call),
      }),
    },
  ],
  [
    "pages that leave a hole",
    PAGES,
    withHistory(({ covers, ...page }) => ({
      ...page,
      ...(covers && { covers: { start: covers.start + HOUR_MS, end: covers.end } }),
    })),
  ],
  [
    "a future that is known already",
    PAGES,
    withHistory(({ covers, ...page }) => ({
      ...page,
      ...(covers && { covers: { start: covers.start, end: covers.end + DAY_MS } }),
    })),
  ],
  ["tokens that are used while they are being kept", TOKENS, { host: withEarlyTokens }],
  [
    "a new field that is taken for a device",
    "a new field changes no reading and no device, and whoever runs the link can see it",
    discoveringMore(),
  ],
  [
    "a device less",
    "every site and device is found, also beyond the first page, and read",
    discovering((site) => ({ ...site, devices: site.devices.slice(1) })),
  ],
];

/** Finds a device more the second time. */
function discoveringMore(): Flaw {
  let times = 0;
  const added = { key: "addedByVendor", kind: "inverter", name: "?" } as const;
  return discovering((site) => {
    times += 1;
    return times > 3 ? { ...site, devices: [...site.devices, added] } : site;
  });
}

/** Gives what it last knew when the vendor does not answer. */
function stale(): Flaw {
  let last: readonly LinkPage[] = [];
  return {
    link: (inner) => ({
      async *poll(sites, call) {
        const pages: LinkPage[] = [];
        try {
          for await (const page of inner.poll(sites, call)) pages.push(page);
          last = pages;
        } catch {
          // The flaw: the last pages look like new ones.
        }
        yield* last;
      },
    }),
  };
}

function withEarlyTokens(host: LinkHost): LinkHost {
  let newest: TokenSet | undefined;
  return {
    ...host,
    tokens: {
      load: async () => newest ?? (await host.tokens.load()),
      async save(tokens) {
        newest = tokens;
        void host.tokens.save(tokens);
      },
    },
  };
}

test.for(more)("a law catches %s", async ([, name, flaw]) => {
  const law = connectorLaws.find((one) => one.name === name);
  await expect(law && runLaw(law, benchWith(flaw))).rejects.toThrow(AssertionError);
});

const fakes = Object.fromEntries(
  Object.entries(flaws).map(([name, flaw]) => [name, benchWith(flaw)]),
);

proveLaws("the laws of a connector catch", connectorLaws, fakes);
