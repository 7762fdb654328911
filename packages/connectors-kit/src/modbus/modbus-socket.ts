import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { SolarmonError } from "@solarmon/core";
import type modbus from "modbus-serial";
import { NotModbusError } from "./failures.ts";

/** Where one or more devices listen. */
export interface ModbusHost {
  readonly host: string;
  /** Default 502. */
  readonly port?: number;
}

type Client = InstanceType<typeof modbus.default>;

/** Bytes 2 and 3 of every Modbus answer are 0. */
const PROTOCOL_AT = 2;
const HEADER_BYTES = 4;
const GOODBYE_MS = 300;

/** One TCP connection; of no use after a failure that is no Modbus exception. */
export class ModbusSocket implements AsyncDisposable {
  readonly #socket: Socket;
  readonly #client: Client;
  readonly #lost: Promise<never>;

  private constructor(socket: Socket, client: Client, lost: Promise<never>) {
    this.#socket = socket;
    this.#client = client;
    this.#lost = lost;
  }

  /** @param timeoutMs - to be connected in. @throws Error */
  static async open(
    { host, port = 502 }: ModbusHost,
    timeoutMs: number,
    signal: AbortSignal | undefined,
  ): Promise<ModbusSocket> {
    const { default: library } = await import("modbus-serial");
    const socket = connect({ host, port });
    endWith(signal, socket);
    const lost = lossOf(socket);
    const connected = Promise.race([once(socket, "connect"), lost]);
    await within(timeoutMs, connected).catch((error: unknown) => {
      socket.destroy();
      throw error;
    });
    socket.once("data", (bytes) => endUnlessModbus(socket, bytes));
    const client = new library.default();
    client.on("error", () => undefined); // told by the request that meets it
    client.setTimeout(0); // ends here, and with the connection
    await client.linkTCP(socket, { port });
    return new ModbusSocket(socket, client, lost);
  }

  /** Holding registers. @throws Error, with `modbusCode` when the device answers with an exception */
  async read(
    unitId: number,
    address: number,
    count: number,
    timeoutMs: number,
  ): Promise<readonly number[]> {
    this.#client.setID(unitId);
    const answer = this.#client.readHoldingRegisters(address, count);
    const { data } = await within(timeoutMs, Promise.race([answer, this.#lost]));
    if (data.length === count) return data;
    throw new SolarmonError("unavailable", `asked for ${count} registers, got ${data.length}`);
  }

  /** Waits for the device to close as well: some take the next client only then. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#socket.end();
    const isClosed = this.#lost.catch(() => undefined);
    await within(GOODBYE_MS, isClosed).catch(() => undefined);
    this.#socket.destroy();
  }
}

/** Rejects when the connection ends, whoever ends it. */
function lossOf(socket: Socket): Promise<never> {
  const lost = new Promise<never>((_, reject) => {
    socket.once("error", reject);
    socket.once("close", () =>
      reject(new SolarmonError("unavailable", "the connection was closed")),
    );
  });
  lost.catch(() => undefined);
  return lost;
}

async function within<T>(timeoutMs: number, answer: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const error = new SolarmonError("unavailable", `no answer in ${timeoutMs} ms`);
  const timer = setTimeout(() => late.reject(error), timeoutMs);
  try {
    return await Promise.race([answer, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** The socket's own option would leave its listener at the signal. */
function endWith(signal: AbortSignal | undefined, socket: Socket): void {
  const end = (): void => {
    socket.destroy();
  };
  if (signal?.aborted === true) end();
  signal?.addEventListener("abort", end);
  socket.once("close", () => signal?.removeEventListener("abort", end));
}

function endUnlessModbus(socket: Socket, bytes: Buffer): void {
  if (bytes.length < HEADER_BYTES || bytes.readUInt16BE(PROTOCOL_AT) === 0) return;
  socket.destroy(new NotModbusError("the answer is of another protocol"));
}
