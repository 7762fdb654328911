import { execFile, spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { copyFile, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { connectPostgres, migrate } from "@solarmon/postgres";
import { Client } from "pg";
import { describe, expect, it } from "vitest";
import { missingPostgres, startPostgres } from "../../../scripts/services/postgres.ts";
import { findProgram, missingProgram } from "../../../scripts/services/programs.ts";
import { freePort } from "../../../scripts/support/free-port.ts";
import { temporaryFolder } from "../../../scripts/support/temporary-folder.ts";

const run = promisify(execFile);
const HERE = fileURLToPath(new URL("..", import.meta.url));
const REPOSITORY = fileURLToPath(new URL("../../..", import.meta.url)).replace(/\/$/, "");

/** For `it.skipIf`: why a check that is nice to have cannot run. */
function missing(program: string, ...args: string[]): string | undefined {
  if (spawnSync(program, args).error === undefined) return undefined;
  console.warn(`skipped: no ${program} here`);
  return `no ${program} here`;
}

it.skipIf(missing("systemd-analyze", "--version"))("systemd accepts the units", async () => {
  await using folder = await temporaryFolder();
  const names = await readdir(join(HERE, "systemd"));
  for (const name of names) {
    const text = await readFile(join(HERE, "systemd", name), "utf8");
    const here = text
      .replaceAll("/usr/bin/node", process.execPath)
      .replaceAll("/opt/solarmon", REPOSITORY);
    await writeFile(join(folder.path, name.replace("@.", "@all.")), here);
  }
  const units = names.map((name) => join(folder.path, name.replace("@.", "@all.")));
  const { stderr } = await run("systemd-analyze", ["verify", "--man=no", ...units]);
  expect(stderr.split("\n").filter((line) => line.includes("solarmon"))).toEqual([]);
});

it.skipIf(missing("caddy", "version"))("Caddy accepts its file", async () => {
  const config = join(HERE, "front/Caddyfile");
  const args = ["validate", "--adapter", "caddyfile", "--config", config];
  const env = { ...process.env, SOLARMON_DOMAIN: "solarmon.example.org" };
  const { stdout, stderr } = await run("caddy", args, { env });
  expect(stdout + stderr).toContain("Valid configuration");
});

it.skipIf(missing("nginx", "-v") ?? missing("openssl", "version"))(
  "nginx accepts its snippet",
  async () => {
    await using folder = await temporaryFolder();
    const [key, cert] = ["key.pem", "cert.pem"].map((name) => join(folder.path, name));
    const made = ["-newkey", "rsa:2048", "-nodes", "-subj", "/CN=x", "-keyout", key ?? ""];
    await run("openssl", ["req", "-x509", "-days", "1", ...made, "-out", cert ?? ""]);
    const snippet = await readFile(join(HERE, "front/nginx.conf"), "utf8");
    const own = snippet
      .replace(/\/etc\S+fullchain\.pem/, cert ?? "")
      .replace(/\/etc\S+privkey\.pem/, key ?? "");
    const config = join(folder.path, "nginx.conf");
    await writeFile(
      config,
      `pid ${folder.path}/pid; error_log stderr; events {} http { access_log off; ${own} }`,
    );
    const { stderr } = await run("nginx", ["-t", "-c", config, "-p", folder.path]);
    expect(stderr).toContain("test is successful");
  },
);

it.skipIf(missingProgram("mosquitto") ?? missing("mosquitto_passwd", "--help"))(
  "Mosquitto starts with its file and rules",
  async () => {
    await using folder = await temporaryFolder();
    const passwords = join(folder.path, "passwords");
    await run("mosquitto_passwd", ["-c", "-b", passwords, "solarmon", "secret"]);
    await copyFile(join(HERE, "docker/mosquitto.acl"), join(folder.path, "acl"));
    const text = await readFile(join(HERE, "docker/mosquitto.conf"), "utf8");
    const config = join(folder.path, "mosquitto.conf");
    const port = await freePort();
    const own = text
      .replace("listener 1883", `listener ${port} 127.0.0.1`)
      .replaceAll(/\/mosquitto\/(?:config|data)/g, folder.path);
    await writeFile(config, `${own}\nuser ${process.env["USER"] ?? "root"}\n`);
    const child = spawn(findProgram("mosquitto") ?? "", ["-c", config, "-v"]);
    let words = "";
    child.stderr.setEncoding("utf8").on("data", (part: string) => (words += part));
    await expect.poll(() => words, { timeout: 10_000 }).toMatch(/running|Error/);
    const ended = once(child, "exit");
    child.kill();
    await ended;
    expect(words).not.toContain("Error");
  },
);

describe.skipIf(missingPostgres() ?? missing("psql", "--version"))("log-ins.sql", () => {
  it("makes two log-ins after migrate, sets their passwords, and may be run again", async () => {
    await using postgres = await startPostgres();
    const { pool, operatorPool } = connectPostgres({ url: postgres.url, maxConnections: 1 });
    await migrate(pool);
    await Promise.all([pool.end(), operatorPool.end()]);
    for (const round of [1, 2]) {
      const [server, upkeep] = [1, 2].map(() => `it's ${round} ${randomBytes(8).toString("hex")}`);
      const set = [`--set=server_password=${server}`, `--set=upkeep_password=${upkeep}`];
      const file = `--file=${join(HERE, "docker/log-ins.sql")}`;
      await run("psql", ["--no-psqlrc", postgres.url, ...set, file]);
      expect(await logInWith(postgres.url, "solarmon_server", server ?? "")).toBe(1);
      expect(await logInWith(postgres.url, "solarmon_upkeep", upkeep ?? "")).toBe(1);
    }
  });
});

async function logInWith(url: string, user: string, password: string): Promise<number> {
  const { hostname: host, port, pathname } = new URL(url);
  const database = pathname.slice(1);
  const client = new Client({ host, port: Number(port), database, user, password });
  await client.connect();
  const { rows } = await client.query("select 1 as one");
  await client.end();
  return Number(rows[0]?.["one"]);
}
