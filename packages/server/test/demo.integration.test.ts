import { once } from "node:events";
import { createInterface } from "node:readline";
import { DAY_MS } from "@solarmon/core";
import { describe, expect, it } from "vitest";
import { freePort } from "./support/free-port.ts";
import { solarmon, spawnSolarmon } from "./support/solarmon.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

interface Demo extends AsyncDisposable {
  readonly url: string;
  readonly logIns: readonly { readonly email: string; readonly password: string }[];
}

interface Line {
  readonly url?: string;
  readonly email?: string;
  readonly password?: string;
}

/** Runs `solarmon up --demo` until the log-ins are printed. */
async function startDemo(dataDir: string): Promise<Demo> {
  const child = spawnSolarmon(dataDir, ["up", "--demo", "--json"], {
    SOLARMON_PORT: await freePort(),
    SOLARMON_MQTT_PORT: await freePort(),
  });
  if (!child.stdout) throw new Error("no standard output");
  const lines: Line[] = [];
  for await (const text of createInterface(child.stdout)) {
    const line: Line = JSON.parse(text);
    lines.push(line);
    if (lines.filter(({ email }) => email).length === 2) break;
  }
  return {
    url: lines[0]?.url ?? "",
    logIns: lines.flatMap(({ email, password }) =>
      email && password ? [{ email, password }] : [],
    ),
    [Symbol.asyncDispose]: async () => {
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      expect(await ended).toEqual([0, null]);
    },
  };
}

interface PlantNow {
  readonly name: string;
  readonly power: number | null;
}

/** Played by stand-ins of their vendors, each read at its vendor's pace. */
const VENDOR_PLANTS: ReadonlySet<string> = new Set([
  "Bogotá Bakery",
  "Nairobi Clinic",
  "Papeete Guesthouse",
  "Singapore Warehouse",
]);

interface LinkNow {
  readonly vendor: string;
  readonly health: string;
  readonly lastPolledAt: string | null;
}

/** What someone who logs in sees of his plants. */
async function plantsOf(url: string, logIn: Demo["logIns"][number]): Promise<PlantNow[]> {
  const query = "{ plants { name live { power } } }";
  const { plants } = await ask<{
    plants: { name: string; live: { power: number | null } | null }[];
  }>(url, logIn, query);
  return plants.map(({ name, live }) => ({ name, power: live?.power ?? null }));
}

/** Fronius is asked each minute, and at night too. */
async function froniusOf(url: string, logIn: Demo["logIns"][number]): Promise<LinkNow | undefined> {
  const query = "{ links { vendor health lastPolledAt } }";
  const { links } = await ask<{ links: LinkNow[] }>(url, logIn, query);
  expect(links.map(({ vendor }) => vendor).toSorted()).toEqual([
    "enphase-cloud",
    "fronius",
    "fusionsolar",
    "solaredge",
  ]);
  expect(links.map(({ health }) => health)).not.toContain("needs_login");
  return links.find(({ vendor }) => vendor === "fronius");
}

async function ask<Data>(url: string, logIn: Demo["logIns"][number], query: string): Promise<Data> {
  const headers = { "content-type": "application/json" };
  const session = await fetch(`${url}/api/v1/sessions`, {
    method: "POST",
    headers,
    body: JSON.stringify(logIn),
  });
  const { token }: { token: string } = JSON.parse(await session.text());
  const answer = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { ...headers, authorization: `Bearer ${token}` },
    body: JSON.stringify({ query }),
  });
  const { data }: { data: Data } = JSON.parse(await answer.text());
  return data;
}

describe("solarmon up --demo", () => {
  it("has two tenants with a live fleet and random log-ins that stay the same", async () => {
    await using folder = await temporaryFolder();
    let first: Demo["logIns"];
    {
      await using demo = await startDemo(folder.path);
      first = demo.logIns;
      expect(new Set(first.map(({ password }) => password)).size).toBe(2);
      const seen = async (): Promise<PlantNow[]> =>
        (await Promise.all(first.map((logIn) => plantsOf(demo.url, logIn)))).flat();
      const now = { timeout: 30_000, interval: 250 };
      const isFleet = ({ name }: PlantNow): boolean => !VENDOR_PLANTS.has(name);
      const fleet = async (): Promise<PlantNow[]> => (await seen()).filter((one) => isFleet(one));
      await expect.poll(async () => (await fleet()).length, now).toBe(6);
      await expect.poll(async () => (await fleet()).every((p) => p.power !== null), now).toBe(true);
      // Those that are read from a device answer at once, at any hour.
      await expect
        .poll(
          async () => (await seen()).find(({ name }) => name === "Papeete Guesthouse")?.power,
          now,
        )
        .not.toBeNull();
      expect((await seen()).map(({ name }) => name).toSorted()).toEqual([
        "Bogotá Bakery",
        "Honolulu School",
        "Madrid Rooftops",
        "Nairobi Clinic",
        "Papeete Guesthouse",
        "Phoenix Desert Field",
        "Pune Textile Mill",
        "Santiago Vineyard",
        "Singapore Warehouse",
        "Sydney Harbour Carports",
      ]);
      expect((await seen()).some(({ power }) => (power ?? 0) > 0)).toBe(true);
    }
    const hours = ["query", "--plant", "Pune Textile Mill", "--points", "acPower", "--json"];
    const from = ["--from", new Date(Date.now() - DAY_MS).toISOString()]; // today may have just begun
    const { json } = await solarmon(
      folder.path,
      ...hours,
      ...from,
      "--resolution",
      "1h",
      "--total",
    );
    expect(json.length).toBeGreaterThan(0);
    const restartedAt = Date.now();
    await using again = await startDemo(folder.path);
    expect(again.logIns).toEqual(first);
    const [helios] = first;
    if (!helios) throw new Error("no log-in");
    // Stand-ins have other ports and log-ins now: the same link goes on all the same.
    const isRead = async (): Promise<boolean> => {
      const { health, lastPolledAt } = (await froniusOf(again.url, helios)) ?? {};
      return health === "ok" && Date.parse(lastPolledAt ?? "") > restartedAt;
    };
    await expect.poll(isRead, { timeout: 90_000, interval: 500 }).toBe(true);
  });
});
