import { createMemoryHost, type LinkPage } from "@solarmon/connectors-kit";
import { opendtuConnector } from "@solarmon/connectors-opendtu";
import { expect, it } from "vitest";

const SITE = { key: "local", timeZone: "Europe/Berlin", devices: [] };
const WATTS = { AC: { "0": { Power: { v: 81.5, u: "W", d: 1 } } } };

/** A gateway of 2024: a list without values, and replies for single inverters. */
async function poll(
  inverters: readonly Readonly<Record<string, unknown>>[],
  answer: (serial: string) => Response,
): Promise<{ readonly pages: readonly LinkPage[]; readonly asked: readonly string[] }> {
  const asked: string[] = [];
  const settings = { address: "192.168.1.40" };
  const fetch = async (url: string): Promise<Response> => {
    const serial = new URL(url).searchParams.get("inv");
    if (serial === null) return Response.json({ inverters });
    asked.push(serial);
    return answer(serial);
  };
  const host = await createMemoryHost(opendtuConnector, settings, { fetch });
  await using link = opendtuConnector.open(settings, host);
  const pages: LinkPage[] = [];
  for await (const page of link.poll([SITE])) pages.push(page);
  return { pages, asked };
}

const told = (serial: string): Response =>
  Response.json({ inverters: [{ serial, data_age: 1, reachable: true, ...WATTS }] });

it("asks for the inverters that the gateway hears, and says why not for the others", async () => {
  const { pages, asked } = await poll(
    [
      { serial: "1", reachable: true },
      { serial: "2", reachable: false },
      { serial: "3", reachable: true, poll_enabled: false },
      { serial: "1", reachable: true },
    ],
    told,
  );
  expect(asked).toEqual(["1"]);
  expect(pages[0]?.readings).toMatchObject([{ deviceId: "1", values: { acPower: 81.5 } }]);
  expect(pages[0]?.problems.map(({ path }) => path)).toEqual(
    expect.arrayContaining(["/inverters/2", "/inverters/3"]),
  );
});

it("tells what one inverter's reply went wrong with beside what the others say", async () => {
  const { pages } = await poll([{ serial: "1" }, { serial: "2" }], (serial) =>
    serial === "1" ? new Response("busy", { status: 503 }) : told(serial),
  );
  expect(pages[0]?.readings).toMatchObject([{ deviceId: "2" }]);
  expect(pages[0]?.error).toMatchObject({ kind: "transient", status: 503 });
});
