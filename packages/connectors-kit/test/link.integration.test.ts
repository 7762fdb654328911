import { HOUR_MS, MINUTE_MS, SECOND_MS } from "@solarmon/core";
import { MemoryQuotaStore } from "@solarmon/core/memory";
import { MemorySecretStore } from "@solarmon/core/memory";
import { VirtualClock } from "@solarmon/core/testing";
import { expect, test } from "vitest";
import {
  createQuotaHttp,
  createRecorder,
  createRedactor,
  createSecretTokenStore,
  createTokenSource,
  createVendorHttp,
  openQuotaLedger,
  type Recording,
  type TokenSet,
  type VendorHttp,
} from "../src/index.ts";
import { everythingIn, failureOf } from "./support/failure.ts";
import { type StandIn, startStandIn } from "./support/stand-in.ts";

/** A vendor with tokens that live for an hour, refresh tokens that work once, and three calls a minute. */
class TokenVendor {
  readonly #clock: VirtualClock;
  #issued = 1;
  #endsAt: number;
  #calls: number[] = [];
  served = 0;
  readonly refused: number[] = [];

  constructor(clock: VirtualClock) {
    this.#clock = clock;
    this.#endsAt = clock.now() + HOUR_MS;
  }

  tokens(): TokenSet {
    const refreshToken = `refresh-secret-${this.#issued}`;
    return { accessToken: `access-secret-${this.#issued}`, refreshToken, expiresAt: this.#endsAt };
  }

  /** Ends the access token before its time. */
  revoke(): void {
    this.#issued += 1;
  }

  start(): Promise<StandIn> {
    return startStandIn((request, response) => {
      const key = request.headers.authorization ?? "";
      const [status, body] =
        request.url === "/token"
          ? this.#refresh(key)
          : [this.#serve(key), '{"pac":4.2,"sn":"AB12345678"}'];
      if (status !== 200) this.refused.push(status);
      response.writeHead(status, { "retry-after": "30" }).end(body);
    });
  }

  #refresh(key: string): [number, string] {
    // A token that was revoked leaves its refresh token valid.
    if (!key.startsWith("Bearer refresh-secret-")) return [401, "{}"];
    this.#issued += 1;
    this.#endsAt = this.#clock.now() + HOUR_MS;
    return [200, JSON.stringify(this.tokens())];
  }

  #serve(key: string): number {
    const now = this.#clock.now();
    this.#calls = [...this.#calls.filter((at) => at > now - MINUTE_MS), now];
    if (this.#calls.length > 3) return 429;
    if (key !== `Bearer access-secret-${this.#issued}` || now >= this.#endsAt) return 401;
    this.served += 1;
    return 200;
  }
}

interface Link {
  readonly poll: () => Promise<unknown>;
  readonly http: VendorHttp;
  readonly recordings: readonly Recording[];
}

async function openLink(
  vendor: TokenVendor,
  url: string,
  clock: VirtualClock,
  limit = 3,
): Promise<Link> {
  const redactor = createRedactor();
  const record = createRecorder(redactor);
  const recordings: Recording[] = [];
  const plain = createVendorHttp({
    vendor: "acme",
    fetch,
    clock,
    redactor,
    onReply: (request, reply) => recordings.push(record(request, reply)),
  });
  const rules = [{ name: "minute", limit, period: "minute" }] as const;
  const ledger = await openQuotaLedger({
    credential: "acme/1",
    rules,
    store: new MemoryQuotaStore(),
    clock,
  });
  const http = createQuotaHttp({ vendor: "acme", http: plain, ledger, clock });
  const store = createSecretTokenStore(new MemorySecretStore(), "links/1/tokens");
  const refresh = async ({ refreshToken }: TokenSet): Promise<TokenSet> => {
    const headers = { authorization: `Bearer ${refreshToken}` };
    const reply = await plain.send({ url: `${url}/token`, method: "POST", headers });
    const tokens: TokenSet = JSON.parse(new TextDecoder().decode(reply.body));
    return tokens;
  };
  const tokens = createTokenSource({ vendor: "acme", store, clock, redactor, refresh });
  await tokens.signIn(vendor.tokens());
  const poll = () =>
    tokens.use((token) =>
      http.send({ url: `${url}/power`, headers: { authorization: `Bearer ${token}` } }),
    );
  return { poll, http, recordings };
}

test("a day of polls: tokens are renewed, the vendor never has to refuse", async () => {
  const clock = new VirtualClock();
  const vendor = new TokenVendor(clock);
  await using server = await vendor.start();
  const { poll } = await openLink(vendor, server.url, clock);
  for (let call = 0; call < 288; call += 1) {
    await poll();
    clock.advance(5 * MINUTE_MS);
  }
  expect(vendor).toMatchObject({ served: 288, refused: [] });
});

test("a token that ends early costs one refused call and no reading", async () => {
  const clock = new VirtualClock();
  const vendor = new TokenVendor(clock);
  await using server = await vendor.start();
  const { poll } = await openLink(vendor, server.url, clock);
  await poll();
  vendor.revoke();
  await poll();
  expect(vendor).toMatchObject({ served: 2, refused: [401] });
});

test("a vendor that allows less than it says is left alone as long as it asks for", async () => {
  const clock = new VirtualClock();
  const vendor = new TokenVendor(clock);
  await using server = await vendor.start();
  const { poll } = await openLink(vendor, server.url, clock, 100);
  for (let call = 0; call < 3; call += 1) await poll();
  const first = await failureOf(poll());
  expect(first).toMatchObject({ kind: "rate", status: 429, retryAt: clock.now() + 30 * SECOND_MS });
  for (let call = 0; call < 5; call += 1)
    expect(await failureOf(poll())).toMatchObject({ kind: "rate", status: null });
  expect(vendor.refused).toEqual([429]);
  clock.advance(MINUTE_MS);
  await poll();
});

test("what is kept of it all holds no token and no serial number", async () => {
  const clock = new VirtualClock();
  const vendor = new TokenVendor(clock);
  await using server = await vendor.start();
  const { poll, http, recordings } = await openLink(vendor, server.url, clock);
  await poll();
  clock.advance(2 * HOUR_MS);
  await poll();
  const { accessToken } = vendor.tokens();
  const error = await failureOf(http.send({ url: `${server.url}/${accessToken}` }));
  const kept = JSON.stringify(recordings) + everythingIn(error);
  expect(kept).not.toMatch(/(?:access|refresh)-secret|AB12345678/u);
  expect(recordings.map(({ path, status }) => `${path} ${status}`)).toEqual([
    "/power 200",
    "/token 200",
    "/power 200",
    "/[redacted] 401",
  ]);
});
