import { setTimeout as delay } from "node:timers/promises";
import { exceptionOf, explainFailure, explainNoConnection, isWorthRetrying } from "./failures.ts";
import { throwIfCancelled } from "./host-queue.ts";
import { type ModbusHost, ModbusSocket } from "./modbus-socket.ts";

export interface ModbusPatience {
  /** Wait for a connection, and for one answer [ms]. Default 3,000. */
  readonly timeoutMs?: number;
  /** Tries for each request, the first included. Default 3. */
  readonly attempts?: number;
  /** Wait before another try [ms]; three times longer after each. Default 800. */
  readonly retryDelayMs?: number;
  /** Between an answer and the next request [ms]; some devices need one. Default 0. */
  readonly pauseMs?: number;
}

export interface ModbusLinkOptions extends ModbusPatience {
  /** Named in errors. */
  readonly vendor: string;
  /** Ends what is under way with a `cancelled` error. */
  readonly signal?: AbortSignal;
}

/** Registers that a request may ask for. */
export const MAX_REGISTERS = 125;
const ILLEGAL_ADDRESS = 2;
const USUAL = { timeoutMs: 3_000, attempts: 3, retryDelayMs: 800, pauseMs: 0 };

/** The units behind one host, one request at a time. Connects when it must, and again when an answer did not come. */
export class ModbusLink implements AsyncDisposable {
  readonly #host: ModbusHost;
  readonly #vendor: string;
  readonly #patience: Required<ModbusPatience>;
  readonly #signal: AbortSignal | undefined;
  #socket: ModbusSocket | undefined;
  #hasAsked = false;

  constructor(host: ModbusHost, { vendor, signal, ...patience }: ModbusLinkOptions) {
    this.#host = host;
    this.#vendor = vendor;
    this.#patience = { ...USUAL, ...patience };
    this.#signal = signal;
  }

  /** Connects, unless it is connected. @throws `ConnectorError` of kind `transient`; `cancelled` */
  async connect(): Promise<void> {
    throwIfCancelled(this.#signal);
    try {
      await this.#connected();
    } catch (error) {
      throwIfCancelled(this.#signal);
      throw explainNoConnection(this.#vendor, error, hostAndPort(this.#host));
    }
  }

  /**
   * Holding registers, in requests of at most 125; `undefined` when the device has none at that address.
   *
   * @throws `ConnectorError` of kind `transient` when it does not answer, `protocol` when it does not want to;
   *   `cancelled`
   */
  async read(
    unitId: number,
    address: number,
    count: number,
  ): Promise<readonly number[] | undefined> {
    const words: number[] = [];
    while (words.length < count) {
      const length = Math.min(MAX_REGISTERS, count - words.length);
      // oxlint-disable-next-line no-await-in-loop -- a device answers one request at a time
      const part = await this.#readPart(unitId, address + words.length, length);
      if (part === undefined) return undefined;
      words.push(...part);
    }
    return words;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const socket = this.#socket;
    this.#socket = undefined;
    await socket?.[Symbol.asyncDispose]();
  }

  async #readPart(
    unitId: number,
    address: number,
    count: number,
  ): Promise<readonly number[] | undefined> {
    let waitMs = this.#patience.retryDelayMs;
    for (let attempt = 1; ; attempt += 1) {
      throwIfCancelled(this.#signal);
      try {
        // oxlint-disable-next-line no-await-in-loop -- the next try depends on this one
        return await this.#request(unitId, address, count);
      } catch (error) {
        if (exceptionOf(error) === ILLEGAL_ADDRESS) return undefined;
        // oxlint-disable-next-line no-await-in-loop -- a late answer must not meet the next question
        if (exceptionOf(error) === undefined) await this[Symbol.asyncDispose]();
        throwIfCancelled(this.#signal);
        if (attempt >= this.#patience.attempts || !isWorthRetrying(error))
          throw explainFailure(
            this.#vendor,
            error,
            `${hostAndPort(this.#host)} unit ${unitId}`,
            address,
          );
      }
      // oxlint-disable-next-line no-await-in-loop -- waiting is the point
      await this.#wait(waitMs);
      waitMs *= 3;
    }
  }

  async #request(unitId: number, address: number, count: number): Promise<readonly number[]> {
    const { pauseMs } = this.#patience;
    if (this.#hasAsked && pauseMs > 0) await this.#wait(pauseMs);
    throwIfCancelled(this.#signal);
    this.#hasAsked = true;
    const socket = await this.#connected();
    return await socket.read(unitId, address, count, this.#patience.timeoutMs);
  }

  async #connected(): Promise<ModbusSocket> {
    const { timeoutMs } = this.#patience;
    return (this.#socket ??= await ModbusSocket.open(this.#host, timeoutMs, this.#signal));
  }

  async #wait(waitMs: number): Promise<void> {
    await delay(waitMs, undefined, this.#signal ? { signal: this.#signal } : {}).catch(
      () => undefined,
    );
  }
}

function hostAndPort({ host, port = 502 }: ModbusHost): string {
  return `${host}:${port}`;
}
