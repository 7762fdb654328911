import { HOUR_MS, SECOND_MS, SolarmonError } from "@solarmon/core";
import { MemorySecretStore } from "@solarmon/core/memory";
import { VirtualClock } from "@solarmon/core/testing";
import { expect, test } from "vitest";
import {
  ConnectorError,
  createRedactor,
  createSecretTokenStore,
  createTokenSource,
  type TokenSet,
  type TokenSource,
  type TokenStore,
} from "../src/index.ts";
import { failureOf } from "./support/failure.ts";

/** A vendor whose refresh tokens can be used once. */
class RotatingVendor {
  readonly clock = new VirtualClock();
  issued = 1;
  refreshes = 0;
  isRevoked = false;
  isDown = false;

  current(): TokenSet {
    return {
      accessToken: `access-${this.issued}`,
      refreshToken: `refresh-${this.issued}`,
      expiresAt: this.clock.now() + HOUR_MS,
    };
  }

  readonly refresh = async (tokens: TokenSet): Promise<TokenSet> => {
    this.refreshes += 1;
    await Promise.resolve();
    if (this.isDown) throw new ConnectorError("transient", "acme", "down");
    if (this.isRevoked || tokens.refreshToken !== `refresh-${this.issued}`)
      throw new ConnectorError("auth", "acme", "invalid_grant");
    this.issued += 1;
    return this.current();
  };

  /** What the vendor's API does with a token. */
  readonly call = async (accessToken: string): Promise<string> => {
    await Promise.resolve();
    if (accessToken === `access-${this.issued}`) return "power";
    throw new ConnectorError("auth", "acme", "401");
  };
}

function storeOf(secrets = new MemorySecretStore()): TokenStore {
  return createSecretTokenStore(secrets, "links/1/tokens");
}

function sourceOf(vendor: RotatingVendor, store: TokenStore): TokenSource {
  const { clock, refresh } = vendor;
  return createTokenSource({ vendor: "acme", store, clock, refresh, redactor: createRedactor() });
}

async function signedIn(vendor = new RotatingVendor(), store = storeOf()) {
  const source = sourceOf(vendor, store);
  await source.signIn(vendor.current());
  return { vendor, store, source };
}

test("a token is used until shortly before its end", async () => {
  const { vendor, source } = await signedIn();
  expect(await source.get()).toBe("access-1");
  vendor.clock.advance(HOUR_MS - 61 * SECOND_MS);
  expect(await source.get()).toBe("access-1");
  vendor.clock.advance(SECOND_MS);
  expect(await source.get()).toBe("access-2");
});

test("a hundred callers refresh once", async () => {
  const { vendor, source } = await signedIn();
  vendor.clock.advance(HOUR_MS);
  const tokens = await Promise.all(Array.from({ length: 100 }, () => source.get()));
  expect(new Set(tokens)).toEqual(new Set(["access-2"]));
  expect(vendor.refreshes).toBe(1);
});

async function refuseFirst(token: string): Promise<string> {
  await Promise.resolve();
  if (token === "access-1") throw new ConnectorError("auth", "acme", "401");
  return token;
}

test("a hundred callers whose token is refused refresh once", async () => {
  const { vendor, source } = await signedIn();
  const answers = await Promise.all(
    Array.from({ length: 100 }, () => source.use((token) => refuseFirst(token))),
  );
  expect(new Set(answers)).toEqual(new Set(["access-2"]));
  expect(vendor.refreshes).toBe(1);
});

test("the new pair is safe before anybody uses it", async () => {
  const vendor = new RotatingVendor();
  const inner = storeOf();
  const saved: string[] = [];
  const slow: TokenStore = {
    load: () => inner.load(),
    save: async (tokens) => {
      await new Promise((resolve) => setImmediate(resolve));
      await inner.save(tokens);
      saved.push(tokens.accessToken);
    },
  };
  const { source } = await signedIn(vendor, slow);
  vendor.clock.advance(HOUR_MS);
  const token = await source.get();
  expect(saved).toContain(token);
  expect(await sourceOf(vendor, inner).get()).toBe(token);
});

test("when the pair cannot be saved it is neither used nor lost", async () => {
  const vendor = new RotatingVendor();
  const inner = storeOf();
  let isFull = false;
  const failing: TokenStore = {
    load: () => inner.load(),
    save: async (tokens) => {
      if (isFull) throw new SolarmonError("storage_full", "no space");
      await inner.save(tokens);
    },
  };
  const { source } = await signedIn(vendor, failing);
  vendor.clock.advance(HOUR_MS);
  isFull = true;
  await expect(source.get()).rejects.toThrow("no space");
  await expect(source.get()).rejects.toThrow("no space");
  isFull = false;
  expect(await source.get()).toBe("access-2");
  expect(vendor.refreshes).toBe(1);
});

test("a revoked log-in is asked for once, then a person must log in", async () => {
  const { vendor, source } = await signedIn();
  vendor.clock.advance(HOUR_MS);
  vendor.isRevoked = true;
  for (let attempt = 0; attempt < 10; attempt += 1)
    expect((await failureOf(source.get())).kind).toBe("auth");
  expect(vendor.refreshes).toBe(1);
  expect(source.needsLogin).toBe(true);
  vendor.isRevoked = false;
  vendor.issued += 1;
  await source.signIn(vendor.current());
  expect(source.needsLogin).toBe(false);
  expect(await source.use(vendor.call)).toBe("power");
});

test("a new token that is refused, too, ends the attempts", async () => {
  const { vendor, source } = await signedIn();
  let calls = 0;
  const refuse = async (): Promise<never> => {
    calls += 1;
    throw new ConnectorError("auth", "acme", "401");
  };
  for (let attempt = 0; attempt < 10; attempt += 1) await failureOf(source.use(refuse));
  expect([calls, vendor.refreshes]).toEqual([2, 1]);
});

test("a vendor that is down is asked again", async () => {
  const { vendor, source } = await signedIn();
  vendor.clock.advance(HOUR_MS);
  vendor.isDown = true;
  expect((await failureOf(source.get())).kind).toBe("transient");
  vendor.isDown = false;
  expect(await source.get()).toBe("access-2");
});

test("what another process refreshed is taken over", async () => {
  const { vendor, store, source } = await signedIn();
  await source.get();
  vendor.clock.advance(HOUR_MS);
  expect(await sourceOf(vendor, store).get()).toBe("access-2");
  expect(await source.get()).toBe("access-2");
  expect(vendor.refreshes).toBe(1);
});

test("two processes that refresh at once both end with the new token", async () => {
  const { vendor, store, source } = await signedIn();
  const other = sourceOf(vendor, store);
  vendor.clock.advance(HOUR_MS);
  const tokens = await Promise.allSettled([source.get(), other.get()]);
  expect(tokens.map(({ status }) => status)).toContain("fulfilled");
  expect(await source.get()).toBe("access-2");
});

test("a log-in through another process ends the wait", async () => {
  const { vendor, store, source } = await signedIn();
  vendor.clock.advance(HOUR_MS);
  vendor.isRevoked = true;
  await failureOf(source.get());
  vendor.isRevoked = false;
  vendor.issued += 1;
  await store.save(vendor.current());
  expect(await source.get()).toBe("access-2");
  expect(source.needsLogin).toBe(false);
});

test("no tokens: a person must log in, and the vendor is not asked", async () => {
  const vendor = new RotatingVendor();
  expect((await failureOf(sourceOf(vendor, storeOf()).get())).kind).toBe("auth");
  expect(vendor.refreshes).toBe(0);
});

test("broken tokens in the store are told without quoting them", async () => {
  const secrets = new MemorySecretStore();
  await secrets.put("links/1/tokens", '{"accessToken":"hunter2"');
  const error: unknown = await storeOf(secrets)
    .load()
    .catch((thrown: unknown) => thrown);
  expect(SolarmonError.is(error) && error.code).toBe("storage_corrupt");
  expect(String(error)).not.toContain("hunter2");
});

test("tokens are secrets from the moment they are known", async () => {
  const vendor = new RotatingVendor();
  const redactor = createRedactor();
  const { clock, refresh } = vendor;
  const source = createTokenSource({ vendor: "acme", store: storeOf(), clock, refresh, redactor });
  await source.signIn(vendor.current());
  expect(redactor.text("GET /x/access-1 refresh-1")).toBe("GET /x/[redacted] [redacted]");
});
