import { ConnectorError, type TokenSet } from "@solarmon/connectors-kit";
import { MINUTE_MS } from "@solarmon/core";
import { expect, test } from "vitest";
import { FakeNorthbound, insist, SETTINGS } from "./support/fake-northbound.ts";

function northbound(): FakeNorthbound {
  const fake = new FakeNorthbound();
  fake.answers["getStationList"] = () => ({ data: [] });
  return fake;
}

const failure = async (act: Promise<unknown>): Promise<ConnectorError> => {
  const error: unknown = await act.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (ConnectorError.isConnectorError(error)) return error;
  throw new Error(`not a failure: ${String(error)}`);
};

test("calls at once log in once, and go one after the other", async () => {
  const fake = northbound();
  const link = await fake.open();
  await Promise.allSettled([link.discover(), link.discover(), link.discover()]);
  expect(fake.count("login")).toBe(1);
  expect(fake.mostUnderWay).toBe(1);
});

test("a session is kept for half an hour, over restarts too", async () => {
  const fake = northbound();
  let kept: TokenSet | undefined;
  const tokens = { load: async () => kept, save: async (saved: TokenSet) => void (kept = saved) };
  await (await fake.open({}, { tokens })).discover();
  fake.clock.advance(28 * MINUTE_MS);
  await (await fake.open({}, { tokens })).discover();
  expect(fake.count("login")).toBe(1);
  fake.clock.advance(2 * MINUTE_MS);
  await (await fake.open({}, { tokens })).discover();
  expect(fake.count("login")).toBe(2);
});

test("a session that another log-in took over is renewed once", async () => {
  const fake = northbound();
  const link = await fake.open();
  await link.discover();
  fake.token = "somebody-else's";
  await insist(fake.clock, async () => await link.discover());
  expect(fake.count("login")).toBe(2);
});

test("a wrong password is not tried twice", async () => {
  const fake = northbound();
  fake.passwords = [];
  const link = await fake.open();
  expect(await failure(link.discover())).toMatchObject({ kind: "auth" });
  fake.clock.advance(5 * MINUTE_MS);
  expect(await failure(link.discover())).toMatchObject({ kind: "auth" });
  expect(fake.count("login")).toBe(1);
});

test("whoever fights for the session waits before the sixth log-in of ten minutes", async () => {
  const fake = northbound();
  const link = await fake.open();
  let last: unknown;
  for (let round = 0; round < 7; round += 1) {
    fake.token = "somebody-else's";
    last = await link.discover().catch((error: unknown) => error);
    fake.clock.advance(MINUTE_MS + 1_000);
  }
  expect(last).toMatchObject({ kind: "rate", message: /somebody else/u });
  expect(fake.count("login")).toBe(5);
});

test("settings are told apart by what is wrong with them", async () => {
  const fake = northbound();
  await expect(fake.open({ portal: "https://" })).rejects.toThrow(/portal/u);
  await expect(fake.open({ timeZone: "Middle/Earth" })).rejects.toThrow(/timeZone/u);
  const link = await fake.open({
    portal: "https://region01eu5.fusionsolar.huawei.com/pvms/#/home",
  });
  await link.discover();
  expect(SETTINGS["portal"]).toBe("eu5");
});
