import { setTimeout as delay } from "node:timers/promises";
import { SolarmonError } from "@solarmon/core";
import modbus from "modbus-serial";
import { exceptionOf, explainFailure, isWorthRetrying } from "./failures.ts";

/** Where a device listens. */
export interface ModbusDevice {
  readonly host: string;
  /** Default 502; SolarEdge 1502. */
  readonly port?: number;
  /** Default 1; SMA 126, Fronius' meter 200. */
  readonly unitId?: number;
}

export interface ModbusPatience {
  /** Wait for one answer [ms]. Default 3,000. */
  readonly timeoutMs?: number;
  /** Tries for each request, the first included. Default 3. */
  readonly attempts?: number;
  /** Wait before another try [ms]; three times longer after each. Default 800. */
  readonly retryDelayMs?: number;
}

const MAX_REGISTERS = 125;
const ILLEGAL_ADDRESS = 2;

/** One connection to one device, one request at a time. Reconnects when an answer does not come. */
export class ModbusLink {
  readonly #device: Required<ModbusDevice>;
  readonly #patience: Required<ModbusPatience>;
  readonly #signal: AbortSignal | undefined;
  #client: InstanceType<typeof modbus.default> | undefined;

  constructor(device: ModbusDevice, patience: ModbusPatience, signal: AbortSignal | undefined) {
    this.#device = { port: 502, unitId: 1, ...device };
    this.#patience = { timeoutMs: 3_000, attempts: 3, retryDelayMs: 800, ...patience };
    this.#signal = signal;
  }

  /**
   * Holding registers, in requests of at most 125; `undefined` when the device has none at that address.
   *
   * @throws `unavailable` when it does not answer, `refused` when it does not want to, `cancelled`
   */
  async read(address: number, count: number): Promise<readonly number[] | undefined> {
    const words: number[] = [];
    while (words.length < count) {
      const length = Math.min(MAX_REGISTERS, count - words.length);
      // oxlint-disable-next-line no-await-in-loop -- a device answers one request at a time
      const part = await this.#readOnce(address + words.length, length);
      if (part === undefined) return undefined;
      words.push(...part);
    }
    return words;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    if (client === undefined) return;
    await new Promise<void>((resolve) => {
      client.destroy(() => resolve());
    });
  }

  async #readOnce(address: number, count: number): Promise<readonly number[] | undefined> {
    let waitMs = this.#patience.retryDelayMs;
    for (let attempt = 1; ; attempt += 1) {
      this.#throwIfCancelled();
      try {
        // oxlint-disable-next-line no-await-in-loop -- the next try depends on this one
        return await this.#request(address, count);
      } catch (error) {
        if (exceptionOf(error) === ILLEGAL_ADDRESS) return undefined;
        // oxlint-disable-next-line no-await-in-loop -- a late answer must not meet the next question
        if (exceptionOf(error) === undefined) await this[Symbol.asyncDispose]();
        if (attempt >= this.#patience.attempts || !isWorthRetrying(error))
          throw explainFailure(error, this.#device, address);
      }
      // oxlint-disable-next-line no-await-in-loop -- waiting is the point
      await this.#wait(waitMs);
      waitMs *= 3;
    }
  }

  async #request(address: number, count: number): Promise<readonly number[]> {
    const client = (this.#client ??= await this.#connect());
    const { data } = await client.readHoldingRegisters(address, count);
    if (data.length === count) return data;
    throw new SolarmonError("unavailable", `asked for ${count} registers, got ${data.length}`);
  }

  async #connect(): Promise<InstanceType<typeof modbus.default>> {
    const client = new modbus.default();
    client.on("error", () => undefined); // told by the request that meets it
    client.setID(this.#device.unitId);
    client.setTimeout(this.#patience.timeoutMs);
    await client.connectTCP(this.#device.host, { port: this.#device.port });
    return client;
  }

  async #wait(waitMs: number): Promise<void> {
    await delay(waitMs, undefined, this.#signal ? { signal: this.#signal } : {}).catch(
      () => undefined,
    );
    this.#throwIfCancelled();
  }

  #throwIfCancelled(): void {
    if (this.#signal?.aborted !== true) return;
    throw new SolarmonError("cancelled", "the caller ended the reading of the device", {
      cause: this.#signal.reason,
    });
  }
}
