import { createServer, type Socket } from "node:net";

/** How a made-up device behaves. */
export interface ModbusBehaviour {
  /** Words by address; every other address answers with exception 2. */
  readonly words: ReadonlyMap<number, number>;
  /** Exception to answer with instead, or `"silent"`; called for every request from 0. */
  readonly trouble?: (requestIndex: number) => number | "silent" | undefined;
}

export interface ModbusDeviceServer extends AsyncDisposable {
  readonly port: number;
  /** Address and count of every request. */
  readonly requests: readonly (readonly [address: number, count: number])[];
  /** Unit id of every request. */
  readonly units: readonly number[];
}

const HEADER_BYTES = 12;

/** A device on loopback that speaks function 3 only. */
export async function startModbusDevice(behaviour: ModbusBehaviour): Promise<ModbusDeviceServer> {
  const requests: (readonly [number, number])[] = [];
  const sockets = new Set<Socket>();
  const units: number[] = [];
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    socket.on("data", (bytes) => {
      for (let at = 0; at + HEADER_BYTES <= bytes.length; at += HEADER_BYTES) {
        const request = bytes.subarray(at, at + HEADER_BYTES);
        const index = requests.push([request.readUInt16BE(8), request.readUInt16BE(10)]) - 1;
        units.push(request.readUInt8(6));
        const trouble = behaviour.trouble?.(index);
        if (trouble !== "silent") socket.write(answer(request, behaviour.words, trouble));
      }
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : 0,
    requests,
    units,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}

function answer(
  request: Buffer,
  words: ReadonlyMap<number, number>,
  trouble: number | undefined,
): Buffer {
  const address = request.readUInt16BE(8);
  const count = request.readUInt16BE(10);
  const values = Array.from({ length: count }, (_, index) => words.get(address + index));
  const found = values.filter((value) => value !== undefined);
  const exception = trouble ?? (count > 125 ? 3 : found.length < count ? 2 : undefined);
  const body =
    exception === undefined
      ? [3, count * 2, ...found.flatMap((value) => [value >> 8, value & 0xff])]
      : [0x83, exception];
  const head = Buffer.from(request.subarray(0, 7));
  head.writeUInt16BE(body.length + 1, 4);
  return Buffer.concat([head, Buffer.from(body)]);
}
