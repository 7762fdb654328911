// `npm run bench -- [NAME…] [--json]`: measures, a figure per line. docs/bench says what came out where.
import { parseArgs } from "node:util";
import { type Report, reportJson, reportText } from "./report.ts";

const BENCHES: Readonly<
  Record<string, { text: string; run: () => Promise<(report: Report) => Promise<void>> }>
> = {
  ingest: {
    text: "MQTT QoS 1 through the whole server, fsynced, stored, rolled up",
    run: async () => (await import("./ingest.ts")).benchIngest,
  },
  decode: {
    text: "replies of vendors to readings, beside bare JSON.parse",
    run: async () => (await import("./decode.ts")).benchDecode,
  },
  import: {
    text: "a CSV file into store and roll-ups, beside DuckDB",
    run: async () => (await import("./import.ts")).benchImport,
  },
  kafka: {
    text: "envelopes through a broker into store and roll-ups, beside the segment log",
    run: async () => (await import("./kafka.ts")).benchKafka,
  },
  kpi: {
    text: "PV performance maths on a year of minutes, beside pvlib and RdTools",
    run: async () => (await import("./kpi.ts")).benchKpi,
  },
  live: {
    text: "publish to WebSocket client at 1,000 messages/s",
    run: async () => (await import("./live.ts")).benchLive,
  },
  painted: {
    text: "publish to figure painted in Chromium",
    run: async () => (await import("./painted.ts")).benchPainted,
  },
  poll: {
    text: "10,000 vendor links polled each minute",
    run: async () => (await import("./poll.ts")).benchPoll,
  },
  postgres: {
    text: "the stores on PostgreSQL, beside bare COPY and reads without row-level security",
    run: async () => (await import("./postgres.ts")).benchPostgres,
  },
  redis: {
    text: "newest readings, live updates, locks and rates on Redis",
    run: async () => (await import("./redis.ts")).benchRedis,
  },
  store: {
    text: "reading store: writes, bytes a point beside DuckDB, reads",
    run: async () => (await import("./store.ts")).benchStore,
  },
  stream: {
    text: "segment log beside the bare disk",
    run: async () => (await import("./stream.ts")).benchStream,
  },
  workers: {
    text: "two workers beside one, over Kafka and PostgreSQL",
    run: async () => (await import("./workers.ts")).benchWorkers,
  },
  start: {
    text: "process start to ready, idle memory",
    run: async () => (await import("./start.ts")).benchStart,
  },
};

function usage(): string {
  const names = Object.entries(BENCHES).map(([name, { text }]) => `  ${name.padEnd(9)} ${text}`);
  return `Usage: npm run bench -- [NAME…] [--json]\n\n${names.join("\n")}\n\n  --json    a JSON object per line\nWithout a name all are run.`;
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: "boolean" }, help: { type: "boolean" } },
  });
  const unknown = positionals.filter((name) => !Object.hasOwn(BENCHES, name));
  if (values.help || unknown.length > 0) {
    console.log(unknown.length > 0 ? `unknown: ${unknown.join(", ")}\n\n${usage()}` : usage());
    process.exitCode = unknown.length > 0 ? 2 : 0;
    return;
  }
  for (const name of positionals.length > 0 ? positionals : Object.keys(BENCHES)) {
    const bench = await BENCHES[name]?.run();
    await bench?.(values.json ? reportJson : reportText);
  }
}

await main();
