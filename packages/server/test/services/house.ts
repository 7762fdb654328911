import { scopeOf } from "@solarmon/core/authority";
import { connectPostgres, openPostgres } from "@solarmon/postgres";
import type { PostgresService } from "../../../../scripts/services/postgres.ts";
import { prepareDatabase } from "../../../../scripts/support/prepare-database.ts";
import { solarmonWith } from "../support/solarmon.ts";

export type Environment = Readonly<Record<string, string>>;

/** A database brought up by our own command. */
export async function migratedDatabase(
  { url }: PostgresService,
  dataDir: string,
): Promise<Environment> {
  const { ...environment } = await prepareDatabase(url, async (ownerUrl) => {
    const owner = { DATABASE_OWNER_URL: ownerUrl };
    const { stdout, code } = await solarmonWith(owner, dataDir, "migrate", "--json");
    if (code !== 0) throw new Error(`solarmon migrate failed: ${stdout}`);
  });
  return environment;
}

/** A device and all that it needs, made with the command. */
export interface TestPlant {
  readonly plantId: string;
  readonly deviceId: string;
  readonly topic: string;
  readonly username: string;
  readonly password: string;
  readonly apiKey: string;
  readonly user: { readonly email: string; readonly password: string };
}

export async function makePlantWith(environment: Environment, dataDir: string): Promise<TestPlant> {
  const run = async (...args: string[]): Promise<Record<string, unknown>> => {
    const { json, stderr, code } = await solarmonWith(environment, dataDir, ...args, "--json");
    if (code !== 0) throw new Error(`solarmon ${args[0]}: ${stderr}${JSON.stringify(json)}`);
    return json[0] ?? {};
  };
  const email = "ana@helios.example";
  const tenant = await run("tenant", "create", "Helios", "--user", email);
  await run("plant", "create", "P", "--tenant", "Helios", "--time-zone", "UTC");
  const device = await run("device", "provision", "P", "Inverter 1");
  return JSON.parse(JSON.stringify({ ...device, user: tenant["user"] }));
}

const ALL = { start: 0, end: 8_640_000_000_000_000 };

/** Readings that the device's roll-ups of five minutes, and of days, count. */
export async function rolledUpCounts(
  environment: Environment,
  { topic, deviceId }: TestPlant,
): Promise<readonly number[]> {
  const url = environment["DATABASE_URL"] ?? "";
  const operatorUrl = environment["DATABASE_OPERATOR_URL"] ?? url;
  await using stores = await openPostgres(connectPostgres({ url, operatorUrl }));
  const [, , tenantId = ""] = topic.split("/");
  const rollups = stores.rollups.forTenant(scopeOf(tenantId));
  const counts: number[] = [];
  for (const resolution of ["5m", "1d"] as const) {
    const rows = await rollups.read({ deviceIds: [deviceId], resolution, span: ALL });
    counts.push(rows.reduce((sum, { count }) => sum + count, 0));
  }
  return counts;
}
