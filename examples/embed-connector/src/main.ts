// node src/main.ts ADDRESS: prints what a Fronius inverter in the local network measures now, a reading a line.
import { froniusConnector } from "@solarmon/connectors-fronius";
import { createMemoryHost } from "@solarmon/connectors-kit";

const settings = { address: process.argv[2] ?? "" };
const host = await createMemoryHost(froniusConnector, settings);
await using link = froniusConnector.open(settings, host);

// Newer devices do not tell their time zone; then the person who runs this must.
const sites = (await link.discover()).map((site) => ({
  ...site,
  timeZone: site.timeZone ?? process.argv[3] ?? "Europe/Vienna",
}));
for await (const { readings, problems, error } of link.poll(sites)) {
  for (const { deviceId, kind, measuredAt, values } of readings)
    console.log(JSON.stringify({ deviceId, kind, at: new Date(measuredAt), ...values }));
  for (const { path, detail } of problems) console.warn(`${path}: ${detail}`);
  if (error) console.error(error.message);
}
