import { randomBytes } from "node:crypto";
import { connectPostgres, migrate } from "@solarmon/postgres";

export interface BenchDatabase {
  readonly adminUrl: string;
  /** Of a login that may only do what the app may. */
  readonly appUrl: string;
  readonly operatorUrl: string;
}

/** Solarmon's schema, and logins as in production. */
export async function prepareDatabase(adminUrl: string): Promise<BenchDatabase> {
  const { pool, operatorPool } = connectPostgres({ url: adminUrl });
  await migrate(pool);
  const password = randomBytes(16).toString("hex");
  const connection = await pool.connect();
  for (const role of ["app", "operator"])
    await connection.query({
      text: `create role bench_${role} login password '${password}' in role solarmon_${role}`,
    });
  connection.release();
  await Promise.all([pool.end(), operatorPool.end()]);
  const [appUrl = "", operatorUrl = ""] = ["app", "operator"].map((role) => {
    const url = new URL(adminUrl);
    url.username = `bench_${role}`;
    url.password = password;
    return url.href;
  });
  return { adminUrl, appUrl, operatorUrl };
}
