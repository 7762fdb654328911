// `npm run chaos -- [NAME…] [--rounds N] [--links N] [--days N] [--json]`: faults under load, then a count of what was lost.
import { parseArgs } from "node:util";
import { diskFull } from "./disk-full.ts";
import { runFleet } from "./fleet.ts";
import { killDuringImport } from "./kill-import.ts";
import { killUnderLoad } from "./kill-load.ts";
import { breakServices } from "./services.ts";
import { type ChaosReport, reportJson, reportText } from "./report.ts";

const USAGE = `Usage: npm run chaos -- [NAME…] [--rounds N] [--links N] [--days N] [--json]

  kill         kill -9 at random moments under QoS-1 load, then during an import
  disk-full    the disk fills up under load and is freed again (Linux, root)

  services     PostgreSQL, Redis, Kafka and Mosquitto killed and cut, the bridge and 2 of 3 workers killed, under load
  fleet        a virtual month of vendor links with outages, beside what the stand-in vendors know

  --rounds N   kills of each kind (default 20)
  --links N    links of the fleet (default 200)
  --days N     days that pass for it (default 30)
  --json       a JSON object per line
Without a name all are run. Exit code 1 when anything was lost or doubled.`;

interface Sizes {
  readonly rounds: number;
  readonly links: number;
  readonly days: number;
}

const FAULTS: Readonly<Record<string, (sizes: Sizes, report: ChaosReport) => Promise<void>>> = {
  async kill({ rounds }, report) {
    await killUnderLoad(rounds, report);
    await killDuringImport(rounds, report);
  },
  "disk-full": (_sizes, report) => diskFull(report),
  services: (_sizes, report) => breakServices(report),
  fleet: runFleet,
};

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: "boolean" },
      help: { type: "boolean" },
      rounds: { type: "string", default: "20" },
      links: { type: "string", default: "200" },
      days: { type: "string", default: "30" },
    },
  });
  const unknown = positionals.filter((name) => !Object.hasOwn(FAULTS, name));
  if (values.help || unknown.length > 0) {
    console.log(unknown.length > 0 ? `unknown: ${unknown.join(", ")}\n\n${USAGE}` : USAGE);
    process.exitCode = unknown.length > 0 ? 2 : 0;
    return;
  }
  const print = values.json ? reportJson : reportText;
  const report: ChaosReport = (line) => {
    if (line.ok === false) process.exitCode = 1;
    print(line);
  };
  const sizes = {
    rounds: Number(values.rounds),
    links: Number(values.links),
    days: Number(values.days),
  };
  for (const name of positionals.length > 0 ? positionals : Object.keys(FAULTS))
    await FAULTS[name]?.(sizes, report);
}

await main();
