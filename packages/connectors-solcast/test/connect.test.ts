import { createMemoryHost, type KnownSite } from "@solarmon/connectors-kit";
import { VirtualClock } from "@solarmon/core/testing";
import { solcastConnector } from "@solarmon/connectors-solcast";
import { expect, it } from "vitest";

const NOON_AT = Date.UTC(2026, 5, 1, 12, 7);
const SETTINGS = { apiKey: "secret-key" };
const SITES: readonly KnownSite[] = ["one", "two"].map((key) => ({
  key,
  timeZone: "Europe/Berlin",
  devices: [],
}));
const ROW = { pv_estimate: 1.5, period_end: "2026-06-01T12:00:00.0000000Z", period: "PT30M" };
const USED_UP = { response_status: { error_code: "TooManyRequests", message: "free daily limit" } };

/** A link to a service that answers so. */
async function linkTo(reply: (site: string) => Response) {
  const host = await createMemoryHost(solcastConnector, SETTINGS, {
    clock: new VirtualClock(NOON_AT),
    fetch: async (url) => reply(new URL(url).pathname.split("/")[2] ?? ""),
  });
  return solcastConnector.open(SETTINGS, host);
}

it.each([
  ["the calls of the day are used up", Response.json(USED_UP, { status: 429 }), "2026-06-02T00:00"],
  ["it is busy", new Response("", { status: 429 }), "2026-06-01T12:09"],
])("waits until midnight UTC or for a little: %s", async (_, reply, retryAt) => {
  await using link = await linkTo(() => reply);
  const polled = Promise.resolve(link.poll(SITES)[Symbol.asyncIterator]().next());
  await expect(polled).rejects.toMatchObject({ kind: "rate", retryAt: Date.parse(`${retryAt}Z`) });
});

it("tells of a site that is not allowed beside what the other says", async () => {
  await using link = await linkTo((site) =>
    site === "one"
      ? new Response("", { status: 403 })
      : Response.json({ estimated_actuals: [ROW] }),
  );
  const pages = [];
  for await (const page of link.poll(SITES)) pages.push(page);
  expect(pages[0]).toMatchObject({ siteKey: "one", error: { kind: "permission" } });
  expect(pages[1]?.readings).toMatchObject([
    { measuredAt: Date.UTC(2026, 5, 1, 11, 30), values: { acPower: 1_500 } },
  ]);
});

it("asks for nothing that Solcast has thrown away, and knows that it is gone", async () => {
  await using link = await linkTo(() => new Response("", { status: 500 }));
  const span = { start: NOON_AT - 9 * 86_400_000, end: NOON_AT - 8 * 86_400_000 };
  const [site] = SITES;
  const pages = [];
  if (site) for await (const page of link.history?.(site, span) ?? []) pages.push(page);
  expect(pages).toEqual([{ siteKey: "one", readings: [], problems: [], covers: span }]);
});
