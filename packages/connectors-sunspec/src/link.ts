import {
  ConnectorError,
  type DiscoveredSite,
  type KnownSite,
  type LinkCall,
  type LinkHost,
  type LinkPage,
  type VendorLink,
} from "@solarmon/connectors-kit";
import { type ModbusLinkOptions, withModbusLink } from "@solarmon/connectors-kit/modbus";
import type { Instant } from "@solarmon/core";
import { decodeRegisters } from "./decode.ts";
import { VENDOR } from "./definition.ts";
import { discoverSite } from "./discover.ts";
import { dumpOf } from "./modbus/dump-of.ts";
import { withoutSerials } from "./modbus/without-serials.ts";
import { SunSpecUnit } from "./modbus/sunspec-unit.ts";
import type { RegisterImage } from "./register-image.ts";
import type { SunSpecSettings } from "./settings.ts";
import type { UnitAnswer } from "./unit-answer.ts";

/** All units behind one host. A connection lasts for one poll, so that other clients can have theirs. */
export class SunSpecLink implements VendorLink {
  readonly #settings: SunSpecSettings;
  readonly #host: LinkHost;
  readonly #units: ReadonlyMap<number, SunSpecUnit>;

  constructor(settings: SunSpecSettings, host: LinkHost) {
    this.#settings = settings;
    this.#host = host;
    this.#units = new Map(
      settings.unitIds.map((unitId) => [unitId, new SunSpecUnit(unitId, settings.bases)]),
    );
  }

  async discover(call: LinkCall = {}): Promise<readonly DiscoveredSite[]> {
    for (const unit of this.#units.values()) unit.forget();
    const answers = await this.#readUnits(call);
    const [first] = answers;
    const isSilent = answers.every((answer) => "error" in answer);
    if (first !== undefined && "error" in first && isSilent) throw first.error;
    return [discoverSite(answers, this.#settings)];
  }

  async *poll(sites: readonly KnownSite[], call: LinkCall = {}): AsyncGenerator<LinkPage> {
    for (const { key } of sites)
      for (const answer of await this.#readUnits(call)) yield this.#pageOf(key, answer);
  }

  async [Symbol.asyncDispose](): Promise<void> {}

  #pageOf(siteKey: string, answer: UnitAnswer): LinkPage {
    if ("error" in answer) return { siteKey, readings: [], problems: [], error: answer.error };
    return { siteKey, ...decodeRegisters(answer.image, answer.readAt, this.#settings.bases) };
  }

  /** What one unit does not answer hides no other. */
  async #readUnits({ signal }: LinkCall): Promise<readonly UnitAnswer[]> {
    return await withModbusLink(this.#settings, this.#options(signal), async (link) => {
      await link.connect();
      const answers: UnitAnswer[] = [];
      for (const [unitId, unit] of this.#units) {
        // oxlint-disable-next-line no-await-in-loop -- a host answers one request at a time
        const read = await unit.read(link).catch(throwUnlessRefusal);
        const readAt = this.#host.clock.now();
        if (ConnectorError.isConnectorError(read)) answers.push({ unitId, readAt, error: read });
        else {
          answers.push({ unitId, readAt, image: read });
          this.#show(unitId, read, readAt);
        }
      }
      return answers;
    });
  }

  #options(signal: AbortSignal | undefined): ModbusLinkOptions {
    const { timeoutMs, pauseMs } = this.#settings;
    return {
      vendor: VENDOR.name,
      attempts: 1, // whoever runs the link decides about retries
      timeoutMs: this.#host.timeoutMs ?? timeoutMs,
      pauseMs,
      ...(signal && { signal }),
    };
  }

  #show(unitId: number, image: RegisterImage, receivedAt: Instant): void {
    if (this.#host.onReply === undefined) return;
    const { host, port } = this.#settings;
    const body = dumpOf(withoutSerials(image, unitId, this.#settings.bases));
    const url = `modbus://${host}:${port}/units/${unitId}`;
    const headers = { "content-type": "text/plain" };
    this.#host.onReply({ url }, { body, status: 200, headers, receivedAt });
  }
}

function throwUnlessRefusal(error: unknown): ConnectorError {
  if (ConnectorError.isConnectorError(error)) return error;
  throw error;
}
