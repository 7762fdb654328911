import { createMemoryHost, type KnownSite, type LinkSettings } from "@solarmon/connectors-kit";
import { VirtualClock } from "@solarmon/core/testing";
import { openMeteoConnector } from "@solarmon/connectors-open-meteo";
import { expect, it } from "vitest";

const NOON_AT = Date.UTC(2026, 5, 1, 12, 7);
const PLACE = { latitude: "48.14", longitude: "11.58" };
const SITE: KnownSite = { key: "48.14,11.58", timeZone: "Europe/Berlin", devices: [] };

/** Polls a service that answers so. */
async function poll(settings: LinkSettings, reply: () => Response) {
  const urls: URL[] = [];
  const host = await createMemoryHost(openMeteoConnector, settings, {
    clock: new VirtualClock(NOON_AT),
    fetch: async (url) => {
      urls.push(new URL(url));
      return reply();
    },
  });
  await using link = openMeteoConnector.open(settings, host);
  const errors: unknown[] = [];
  try {
    for await (const { error } of link.poll([SITE])) if (error) errors.push(error);
  } catch (error) {
    errors.push(error);
  }
  return { url: urls[0], errors };
}

it("asks for the two hours that are over, without a key where there is none", async () => {
  const { url } = await poll(PLACE, () => Response.json({ latitude: 48.14, longitude: 11.58 }));
  expect(url?.host).toBe("api.open-meteo.com");
  expect(Object.fromEntries(url?.searchParams ?? [])).toMatchObject({
    start_minutely_15: "2026-06-01T10:00",
    end_minutely_15: "2026-06-01T12:00",
    timeformat: "unixtime",
    wind_speed_unit: "ms",
  });
  expect(url?.searchParams.has("apikey")).toBe(false);
});

it("goes where subscribers are served with a key, and counts their calls by themselves", async () => {
  const settings = { ...PLACE, apiKey: "secret-key" };
  const { url } = await poll(settings, () => Response.json({}));
  expect(url?.host).toBe("customer-api.open-meteo.com");
  expect(url?.searchParams.get("apikey")).toBe("secret-key");
  const keys = [PLACE, settings, { ...PLACE, apiKey: "other" }].map((each) =>
    openMeteoConnector.quotaKeyOf(each),
  );
  expect(new Set(keys).size).toBe(3);
});

it.each([
  ["Minutely API request limit exceeded.", Date.UTC(2026, 5, 1, 12, 8)],
  ["Hourly API request limit exceeded.", Date.UTC(2026, 5, 1, 13)],
  ["Daily API request limit exceeded. Please try again tomorrow.", Date.UTC(2026, 5, 2)],
])("waits as long as the limit lasts: %s", async (reason, retryAt) => {
  const { errors } = await poll(PLACE, () =>
    Response.json({ error: true, reason }, { status: 429 }),
  );
  expect(errors).toMatchObject([{ kind: "rate", retryAt }]);
});

it("takes a list, which is of several places, for no reply", async () => {
  const { errors } = await poll(PLACE, () => Response.json([]));
  expect(errors).toMatchObject([{ kind: "protocol" }]);
});

it.each([
  [{ latitude: "95", longitude: "0" }, /^latitude: .*-90 to 90/u],
  [{ latitude: "48,49", longitude: "11" }, /^longitude: .* 2 and not 1/u],
  [{ latitude: "48", longitude: "" }, /^longitude: /u],
])("refuses places that are none: %o", async (settings, message) => {
  const host = await createMemoryHost(openMeteoConnector, settings);
  expect(() => openMeteoConnector.open(settings, host)).toThrow(message);
});
