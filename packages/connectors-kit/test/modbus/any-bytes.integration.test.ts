import { once } from "node:events";
import { createServer } from "node:net";
import { ConnectorError } from "@solarmon/connectors-kit";
import { ModbusLink } from "@solarmon/connectors-kit/modbus";
import { assert, asyncProperty, constant, nat, oneof, uint8Array } from "fast-check";
import { expect, it } from "vitest";

const host = "127.0.0.1";

/** What a listener sends for every request: any bytes, or a header with a length of its own before them. */
async function startListener(answer: (request: Buffer) => Buffer) {
  const server = createServer((socket) => {
    socket.on("error", () => socket.destroy());
    socket.on("data", (request) => socket.write(answer(request)));
  });
  server.listen(0, host);
  await once(server, "listening");
  const address = server.address();
  return { server, port: typeof address === "object" && address !== null ? address.port : 0 };
}

it("any bytes are registers or a classified error, in time", async () => {
  let body: Uint8Array = new Uint8Array();
  let length: number | null = null;
  const { server, port } = await startListener((request) => {
    if (length === null) return Buffer.from(body);
    const header = Buffer.from(request.subarray(0, 6));
    header.writeUInt16BE(length, 4);
    return Buffer.concat([header, body]);
  });
  const lengths = oneof(constant(null), nat({ max: 300 }));
  await assert(
    asyncProperty(uint8Array({ maxLength: 260 }), lengths, async (bytes, announced) => {
      body = bytes;
      length = announced;
      const patience = { vendor: "acme", attempts: 1, timeoutMs: 25 };
      await using link = new ModbusLink({ host, port }, patience);
      const read: unknown = await link.read(1, 0, 4).catch((error: unknown) => error);
      const isWell = read === undefined || (Array.isArray(read) && read.length === 4);
      expect(isWell || ConnectorError.isConnectorError(read)).toBe(true);
    }),
    { numRuns: 150 },
  );
  server.close();
});
