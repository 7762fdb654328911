import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import { setTimeout } from "node:timers/promises";
import type { Clock, Instant } from "@solarmon/core";
import type { StandInCall, StandInFault } from "../stand-in.ts";
import { exceptionFrame, type ModbusFrame, registersFrame, takeFrames } from "./modbus-frame.ts";

/** A request for holding registers. */
export interface StandInModbusRequest extends ModbusFrame {
  readonly now: Instant;
  /** How the stand-in was told to go wrong. */
  readonly fault: StandInFault | null;
  /** Number of the request, from 0. */
  readonly index: number;
}

export interface StandInModbusOptions {
  readonly clock: Clock;
  /** Words of a unit by address; holes answer with exception 2, a unit that is not there with 11. */
  readonly wordsOf: (request: StandInModbusRequest) => ReadonlyMap<number, number> | undefined;
  /** Turns others away while one client is connected. Default false. */
  readonly isForOneClient?: boolean;
  /** An exception to answer with instead, or no answer at all. */
  readonly trouble?: (request: StandInModbusRequest) => number | "silent" | undefined;
}

const MAX_CALLS = 50_000;
const BUSY_MS = 20;
const MAX_REGISTERS = 125;
const READ_HOLDING_REGISTERS = 3;
const EXCEPTION = { noSuchFunction: 1, noSuchAddress: 2, badCount: 3, busy: 6, nobodyThere: 11 };
const WEB_PAGE = "HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n";

/** A device on loopback that speaks Modbus TCP, function 3, and everything that can go wrong with it. */
export class StandInModbus implements AsyncDisposable {
  readonly #options: StandInModbusOptions;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #calls: StandInCall[] = [];
  #fault: StandInFault | null = null;
  #underWay = 0;
  #count = 0;
  #port = 0;

  private constructor(options: StandInModbusOptions) {
    this.#options = options;
    this.#server = createServer((socket) => this.#accept(socket));
  }

  static async start(options: StandInModbusOptions): Promise<StandInModbus> {
    const standIn = new StandInModbus(options);
    standIn.#server.listen(0, "127.0.0.1");
    await once(standIn.#server, "listening");
    const address = standIn.#server.address();
    if (typeof address === "object") standIn.#port = address?.port ?? 0;
    return standIn;
  }

  get port(): number {
    return this.#port;
  }

  /** The newest calls, oldest of them first; `status` is 200, or the number of the exception. */
  get calls(): readonly StandInCall[] {
    return this.#calls;
  }

  misbehave(fault: StandInFault | null): void {
    this.#fault = fault;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, "close");
  }

  #accept(socket: Socket): void {
    if (this.#options.isForOneClient === true && this.#sockets.size > 0) {
      socket.destroy();
      return;
    }
    this.#sockets.add(socket);
    for (const end of ["end", "close"]) socket.on(end, () => this.#sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    let received = Buffer.alloc(0);
    socket.on("data", (bytes) => {
      const { frames, rest } = takeFrames(Buffer.concat([received, bytes]));
      received = rest;
      for (const frame of frames) void this.#serve(frame, socket);
    });
  }

  async #serve(frame: ModbusFrame, socket: Socket): Promise<void> {
    this.#underWay += 1;
    const now = this.#options.clock.now();
    const request = { ...frame, now, fault: this.#fault, index: this.#count++ };
    const answer = this.#answer(request);
    this.#keep(request, typeof answer === "number" ? answer : 200);
    if (this.#fault === "busy") await setTimeout(BUSY_MS);
    this.#underWay -= 1;
    const isSilent = answer === "silent" || this.#fault === "slow";
    if (!isSilent && !socket.destroyed) this.#send(request, answer, socket);
  }

  /** Registers, the number of an exception, or nothing. */
  #answer(request: StandInModbusRequest): readonly number[] | number | "silent" {
    const trouble = this.#options.trouble?.(request);
    if (trouble !== undefined) return trouble;
    if (request.fault === "server-error") return EXCEPTION.busy;
    if (request.functionCode !== READ_HOLDING_REGISTERS) return EXCEPTION.noSuchFunction;
    const { address, count } = request;
    if (count < 1 || count > MAX_REGISTERS) return EXCEPTION.badCount;
    const words = this.#options.wordsOf(request);
    if (words === undefined) return EXCEPTION.nobodyThere;
    const asked = Array.from({ length: count }, (_, index) => words.get(address + index));
    const found = asked.filter((word) => word !== undefined);
    return found.length < count ? EXCEPTION.noSuchAddress : found;
  }

  #keep({ now: at, unitId, address, count }: StandInModbusRequest, status: number): void {
    if (this.#calls.length >= MAX_CALLS) this.#calls.splice(0, MAX_CALLS / 2);
    const what = `unit ${unitId} registers ${address}+${count}`;
    this.#calls.push({ at, what, status, isOverQuota: false, concurrent: this.#underWay });
  }

  #send(frame: ModbusFrame, answer: readonly number[] | number | "silent", socket: Socket): void {
    if (answer === "silent") return;
    if (this.#fault === "not-json") {
      socket.end(WEB_PAGE);
      return;
    }
    const bytes =
      typeof answer === "number" ? exceptionFrame(frame, answer) : registersFrame(frame, answer);
    if (this.#fault !== "cut-off") socket.write(bytes);
    else socket.write(bytes.subarray(0, bytes.byteLength / 2), () => socket.destroy());
  }
}
