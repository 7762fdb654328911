import { once } from "node:events";
import { createServer as createSilentServer } from "node:net";
import { createServer } from "node:https";
import { request as forward } from "node:http";
import { VirtualClock } from "@solarmon/core/testing";
import { createMemoryHost } from "@solarmon/connectors-kit";
import { startEnphaseGatewayStandIn } from "@solarmon/simulator/vendors";
import { expect, test } from "vitest";
import { enphaseGatewayConnector } from "../src/index.ts";
import { allOf, NOW, WORLD } from "./support/open-link.ts";
import { selfSigned } from "./support/self-signed.ts";

/** Puts TLS with a certificate of its own before a stand-in, and counts what comes through. */
async function startTls(target: string) {
  const { key, cert, fingerprint } = selfSigned();
  const seen: string[] = [];
  let handshakes = 0;
  const server = createServer({ key, cert }, (incoming, response) => {
    seen.push(incoming.url ?? "");
    const { method, headers } = incoming;
    const call = forward(`${target}${incoming.url}`, { method, headers }, (reply) => {
      response.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(response);
    });
    incoming.pipe(call);
  });
  server.on("secureConnection", () => (handshakes += 1));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const bound = server.address();
  const port = typeof bound === "object" ? bound?.port : 0;
  return {
    address: `https://127.0.0.1:${port}`,
    fingerprint,
    seen,
    handshakes: () => handshakes,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

async function discoverOver(certificate: (fingerprint: string) => string | undefined) {
  const clock = new VirtualClock(NOW);
  await using standIn = await startEnphaseGatewayStandIn(clock, WORLD);
  await using tls = await startTls(standIn.settings["address"] ?? "");
  const pin = certificate(tls.fingerprint);
  const { address } = tls;
  const settings = { ...standIn.settings, address, ...(pin !== undefined && { certificate: pin }) };
  const host = await createMemoryHost(enphaseGatewayConnector, settings, { clock });
  await using link = enphaseGatewayConnector.open(settings, host);
  const result = await link.discover().catch((error: unknown) => error);
  const known = { key: "local", timeZone: WORLD.timeZone, devices: [] };
  const pages = Array.isArray(result) ? await allOf(link.poll([known])) : [];
  return { result, pages, seen: tls.seen, handshakes: tls.handshakes() };
}

test("a certificate of its own is accepted by its fingerprint, and the log-in goes through TLS", async () => {
  const { result, pages, seen, handshakes } = await discoverOver((fingerprint) => fingerprint);
  expect(result).toMatchObject([{ name: "Envoy 122238082763" }]);
  expect(pages).toHaveLength(1);
  expect(seen.filter((path) => path === "/auth/check_jwt")).toHaveLength(1);
  expect(seen).not.toContain("/tokens");
  expect(handshakes).toBe(1);
});

test("another certificate gets nothing, not even the address of a page", async () => {
  const { result, seen } = await discoverOver((fingerprint) => `00${fingerprint.slice(2)}`);
  expect(result).toMatchObject({ kind: "auth" });
  expect(String(result)).toMatch(/It shows (?:[0-9A-F]{2}:){31}[0-9A-F]{2}$/u);
  expect(seen).toEqual([]);
});

test("without a fingerprint a person is told to give it", async () => {
  const { result, seen } = await discoverOver(() => undefined);
  expect(result).toMatchObject({ kind: "auth" });
  expect(String(result)).toContain("certificate");
  expect(seen).toEqual([]);
});

test("a gateway that accepts connections and says nothing is told in time", async () => {
  const server = createSilentServer((socket) => socket.on("error", () => undefined));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const bound = server.address();
  const address = `https://127.0.0.1:${typeof bound === "object" ? bound?.port : 0}`;
  const settings = { address, certificate: "00".repeat(32), token: "pasted-by-hand" };
  const host = await createMemoryHost(enphaseGatewayConnector, settings, { timeoutMs: 100 });
  await using link = enphaseGatewayConnector.open(settings, host);
  for (let attempt = 0; attempt < 2; attempt += 1)
    await expect(link.discover()).rejects.toMatchObject({ kind: "transient" });
  server.close();
});
