import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createHouse, type House } from "./support/house.ts";

const SCRIPT = `console.log("${"solar ".repeat(500)}");`;
let folder: string;
let house: House;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "solarmon-api-"));
  const dist = join(folder, "dist");
  await mkdir(join(dist, "assets"), { recursive: true });
  await writeFile(join(folder, "secret.txt"), "hunter2");
  await writeFile(join(dist, "index.html"), "<!doctype html><title>Solarmon</title>");
  await writeFile(join(dist, ".env"), "hunter2");
  await writeFile(join(dist, "assets", "app-1a2b3c.js"), SCRIPT);
  await symlink(join(folder, "secret.txt"), join(dist, "link.txt"));
  house = await createHouse({ dashboardDir: dist });
});
afterAll(async () => {
  await house[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

test.each(["/", "/index.html", "/plants/7d5f", "/log-in"])("%s shows the app", async (path) => {
  const response = await house.get(path);
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
  expect(response.headers.get("cache-control")).toBe("no-cache");
  expect(response.headers.get("content-security-policy")).toContain("default-src 'self'");
  expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  expect(await response.text()).toContain("<title>Solarmon</title>");
});

test("hashed files are kept for good, compressed, and known by their tag", async () => {
  const path = "/assets/app-1a2b3c.js";
  const plain = await house.get(path);
  expect(plain.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
  expect(plain.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
  expect(await plain.text()).toBe(SCRIPT);
  const brotli = await house.get(path, undefined, { "accept-encoding": "gzip, br" });
  expect(brotli.headers.get("content-encoding")).toBe("br");
  const small = Buffer.from(await brotli.arrayBuffer());
  expect(small.length).toBeLessThan(SCRIPT.length / 5);
  expect(brotliDecompressSync(small).toString()).toBe(SCRIPT);
  const zipped = await house.get(path, undefined, { "accept-encoding": "gzip" });
  expect(gunzipSync(Buffer.from(await zipped.arrayBuffer())).toString()).toBe(SCRIPT);
  const known = { "if-none-match": plain.headers.get("etag") ?? "" };
  expect((await house.get(path, undefined, known)).status).toBe(304);
});

test("a file that was rebuilt is served anew", async () => {
  const file = join(folder, "dist", "about.html");
  await writeFile(file, "one");
  expect(await (await house.get("/about.html")).text()).toBe("one");
  await writeFile(file, "three");
  expect(await (await house.get("/about.html")).text()).toBe("three");
});

test.each([
  "/missing.js",
  "/assets/missing.css",
  "/.env",
  "/%2e%2e/secret.txt",
  "/..%2fsecret.txt",
  "/..%5csecret.txt",
  "/assets/..%2f..%2fsecret.txt",
  "/assets/%2e%2e/%2e%2e/secret.txt",
  "/link.txt",
  "/%00.txt",
  "/%E0%A4%A.txt",
  "/secret.txt",
])("%s is not found", async (path) => {
  const response = await house.get(path);
  expect(response.status).toBe(404);
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  expect(await response.text()).not.toContain("hunter2");
});

test("without a built dashboard the page says how to build it", async () => {
  for (const dashboardDir of [undefined, join(folder, "nowhere")]) {
    await using bare = await createHouse(dashboardDir === undefined ? {} : { dashboardDir });
    const response = await bare.get("/");
    expect(response.status).toBe(503);
    expect(await response.text()).toContain("pnpm --filter @solarmon/dashboard run build");
    expect((await bare.get("/x.js")).status).toBe(404);
  }
});
