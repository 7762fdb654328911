import { VirtualClock } from "@solarmon/core/testing";
import { expect, test } from "vitest";
import {
  createLogIn,
  createRedactor,
  type LinkHost,
  oauthTokensIn,
  type TokenSet,
} from "../src/index.ts";
import { failureOf } from "./support/failure.ts";

const NOW = 1_718_000_000_000;

function openHost(answer: () => Response) {
  const shown: string[] = [];
  const kept: TokenSet[] = [];
  const host: LinkHost = {
    clock: new VirtualClock(NOW),
    fetch: async () => answer(),
    ledger: {
      take: () => Promise.reject(new Error("a log-in is not counted")),
      blockUntil: async () => undefined,
      observe: async () => undefined,
      budgets: () => [],
      blockedUntil: 0,
    },
    tokens: { load: async () => kept.at(-1), save: async (set) => void kept.push(set) },
    redactor: createRedactor(),
    onReply: ({ url }) => shown.push(url),
  };
  return { host, shown, kept };
}

const logInAt = (host: LinkHost) =>
  createLogIn({
    vendor: "acme",
    host,
    secrets: ["pass-word", "", undefined],
    first: { accessToken: "", refreshToken: "first", expiresAt: 0 },
    logIn: async ({ refreshToken }, send) =>
      oauthTokensIn("acme", await send({ url: `https://acme.example/${refreshToken}` })),
  });

test("the reply to a log-in is counted by nobody, shown to nobody, and its tokens are kept", async () => {
  const body = { access_token: "access-1", refresh_token: "second", expires_in: 60 };
  const { host, shown, kept } = openHost(() => Response.json(body));
  await expect(logInAt(host).get()).resolves.toBe("access-1");
  expect(shown).toEqual([]);
  expect(kept).toEqual([
    { accessToken: "access-1", refreshToken: "second", expiresAt: NOW + 60_000 },
  ]);
  expect(host.redactor.text("pass-word access-1 second")).not.toMatch(/pass-word|access-1|second/u);
});

test("what is kept counts before what the settings brought", async () => {
  const { host, kept } = openHost(() => Response.json({ access_token: "new" }));
  kept.push({ accessToken: "old", expiresAt: null });
  await expect(logInAt(host).get()).resolves.toBe("old");
});

test("a reply without a token is not what OAuth says", async () => {
  const { host } = openHost(() => Response.json({ token: "x" }));
  await expect(failureOf(logInAt(host).get())).resolves.toMatchObject({ kind: "protocol" });
});

test("a token without an end has none", () => {
  const body = new TextEncoder().encode('{"access_token":"a"}');
  const reply = { body, status: 200, headers: {}, receivedAt: NOW };
  expect(oauthTokensIn("acme", reply)).toEqual({ accessToken: "a", expiresAt: null });
});
