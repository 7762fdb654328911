import { createMemoryHost, type KnownSite, type LinkPage } from "@solarmon/connectors-kit";
import { teslaConnector } from "@solarmon/connectors-tesla";
import { expect, it } from "vitest";

const SETTINGS = { address: "http://192.168.1.50", password: "Q7XK2" };
const SITE: KnownSite = { key: "local", timeZone: "Pacific/Auckland", devices: [] };
const METERS = {
  solar: { last_communication_time: "2026-06-01T12:00:00.5+12:00", instant_power: 812 },
};

type Answer = (path: string, cookie: string | null) => Response;

/** Polls a gateway that answers so, with what it was asked. */
async function poll(answer: Answer) {
  const asked: string[] = [];
  const host = await createMemoryHost(teslaConnector, SETTINGS, {
    fetch: async (url, init) => {
      const { pathname } = new URL(url);
      asked.push(pathname);
      return answer(pathname, new Headers(init.headers).get("cookie"));
    },
  });
  await using link = teslaConnector.open(SETTINGS, host);
  const pages: LinkPage[] = [];
  let error: unknown;
  try {
    for await (const page of link.poll([SITE])) pages.push(page);
  } catch (thrown) {
    error = thrown;
  }
  return { pages, asked, error };
}

function loggedIn(session: number): Response {
  const headers = new Headers();
  headers.append("set-cookie", `AuthCookie=auth${session}==; Path=/; Secure`);
  headers.append("set-cookie", `UserRecord=user${session}; Path=/; Secure`);
  return Response.json({ token: `auth${session}==` }, { headers });
}

it("sends both cookies, and passes over what older firmware does not have", async () => {
  const { pages, error } = await poll((path, cookie) => {
    if (path === "/api/login/Basic") return loggedIn(1);
    expect(cookie).toBe("AuthCookie=auth1==; UserRecord=user1");
    return path.includes("meters") ? Response.json(METERS) : new Response("", { status: 404 });
  });
  expect(error).toBeUndefined();
  expect(pages).toMatchObject([
    { readings: [{ deviceId: "solar", kind: "inverter", values: { acPower: 812 } }] },
  ]);
  expect(pages[0]?.error).toBeUndefined();
  expect(pages[0]?.problems.filter(({ code }) => code === "vendor_error")).toHaveLength(2);
});

it("logs in again once when the session is over, and not twice", async () => {
  let logins = 0;
  const { asked, error } = await poll((path) => {
    if (path !== "/api/login/Basic") return Response.json({ code: 403 }, { status: 403 });
    logins += 1;
    return loggedIn(logins);
  });
  expect(error).toMatchObject({ kind: "auth" });
  expect(asked.filter((path) => path === "/api/login/Basic")).toHaveLength(2);
});

it("says that too many log-ins lock the gateway", async () => {
  const { asked, error } = await poll(() => new Response("", { status: 429 }));
  expect(error).toMatchObject({ kind: "rate" });
  expect(asked).toEqual(["/api/login/Basic"]);
});

it.each([
  ["self-signed certificate", /its own: give its SHA-256 fingerprint/u],
  [`the certificate is another one: ${Array(32).fill("5E").join(":")}`, /it shows 5E:5E:/u],
])("says what to do about a certificate: %s", async (message, told) => {
  const { error } = await poll(() => {
    throw new TypeError("fetch failed", { cause: new Error(message) });
  });
  expect(error).toMatchObject({ kind: "auth", message: expect.stringMatching(told) });
});

it.each([
  [{ ...SETTINGS, address: "" }, /^address: /u],
  [{ ...SETTINGS, password: " " }, /^password: /u],
  [{ ...SETTINGS, certificate: "12:34" }, /^certificate: /u],
])("refuses %o", async (settings, message) => {
  const host = await createMemoryHost(teslaConnector, SETTINGS);
  expect(() => teslaConnector.open(settings, host)).toThrow(message);
});
