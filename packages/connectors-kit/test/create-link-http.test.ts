import { MINUTE_MS } from "@solarmon/core";
import { VirtualClock } from "@solarmon/core/testing";
import { expect, test } from "vitest";
import { createLinkHttp, createMemoryHost, type QuotaRule } from "../src/index.ts";
import { FakeVendor } from "./jobs/support/fake-vendor.ts";
import { everythingIn, failureOf } from "./support/failure.ts";

const URL = "https://acme.example/power";

async function openHttp(answer: () => Response, quotas: readonly QuotaRule[] = []) {
  const clock = new VirtualClock();
  const settings = [{ name: "apiKey", text: "", isSecret: true, isRequired: true }];
  const vendor = new FakeVendor(clock, ["a"], { quotas, settings });
  const seen: number[] = [];
  const fetch = async (): Promise<Response> => answer();
  const onReply = (_: unknown, { status }: { status: number }): number => seen.push(status);
  const host = await createMemoryHost(
    vendor,
    { apiKey: "secret-key-1" },
    { clock, fetch, onReply },
  );
  return { clock, host, seen, http: createLinkHttp({ vendor: "acme" }, host) };
}

test("calls are counted, replies are shown to the host", async () => {
  const minute: QuotaRule = { name: "minute", limit: 1, period: "minute" };
  const { clock, http, seen, host } = await openHttp(() => new Response("{}"), [minute]);
  await http.send({ url: URL });
  expect(await failureOf(http.send({ url: URL }))).toMatchObject({ kind: "rate", status: null });
  expect(seen).toEqual([200]);
  expect(host.ledger.budgets()).toMatchObject([{ used: 1 }]);
  clock.advance(2 * MINUTE_MS);
  await http.send({ url: URL });
  expect(seen).toEqual([200, 200]);
});

test("a secret setting shows in no error", async () => {
  const { http, host } = await openHttp(() => {
    throw new TypeError("no route to https://acme.example/?key=secret-key-1");
  });
  const error = await failureOf(http.send({ url: `${URL}/secret-key-1` }));
  expect(error.kind).toBe("transient");
  expect(everythingIn(error)).not.toContain("secret-key-1");
  expect(host.redactor.text("it is secret-key-1")).not.toContain("secret-key-1");
});

test("a vendor's own too often silences the whole ledger", async () => {
  const headers = { "retry-after": "60" };
  const { clock, http, host } = await openHttp(() => new Response("", { status: 429, headers }));
  await failureOf(http.send({ url: URL }));
  expect(host.ledger.blockedUntil).toBe(clock.now() + MINUTE_MS);
});

test("tokens of a memory host are kept while it lives", async () => {
  const { host } = await openHttp(() => new Response(""));
  expect(await host.tokens.load()).toBeUndefined();
  const tokens = { accessToken: "access-1", expiresAt: null };
  await host.tokens.save(tokens);
  expect(await host.tokens.load()).toEqual(tokens);
});
