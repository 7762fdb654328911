import {
  ConnectorError,
  type DecodedReading,
  type DecodeProblem,
  type KnownSite,
  type LinkCall,
  type LinkPage,
} from "@solarmon/connectors-kit";
import { opendtuDecoder } from "./decode.ts";
import { LIVEDATA, SITE_ID } from "./definition.ts";
import { listedInverters, type ListedInverter } from "./listed-inverters.ts";
import type { WebApi } from "./web-api.ts";

/** The newest values of all inverters and of their sum. What is not told of one of them hides no other. */
export async function pollGateway(
  api: WebApi,
  { key, timeZone }: KnownSite,
  call: LinkCall,
): Promise<LinkPage> {
  const list = await api.get(LIVEDATA, call);
  const { readings, problems } = opendtuDecoder.decode("livedata-status", list.reply, { timeZone });
  const page = new Page(readings, problems.filter(isNoneOfList));
  for (const inverter of listedInverters(list.json)) {
    if (inverter.hasValues) continue;
    if (inverter.isHeard) await page.ask(api, inverter, timeZone, call);
    else page.tellSilence(inverter);
  }
  return page.toPage(key);
}

/** That the list comes without values is how it is, and no problem. */
function isNoneOfList({ code, path }: DecodeProblem): boolean {
  return code !== "no_telemetry" || !path.startsWith("/inverters/");
}

class Page {
  readonly #readings: DecodedReading[];
  readonly #problems: DecodeProblem[];
  #error: ConnectorError | undefined;

  constructor(readings: readonly DecodedReading[], problems: readonly DecodeProblem[]) {
    this.#readings = [...readings];
    this.#problems = [...problems];
  }

  /** The sum is that of the list: a reply for one inverter does not say whether the others are reachable. */
  async ask(
    api: WebApi,
    { serial }: ListedInverter,
    timeZone: string,
    call: LinkCall,
  ): Promise<void> {
    try {
      const { reply } = await api.get(`${LIVEDATA}?inv=${encodeURIComponent(serial)}`, call);
      const { readings, problems } = opendtuDecoder.decode("livedata-status", reply, { timeZone });
      this.#readings.push(...readings.filter(({ deviceId }) => deviceId !== SITE_ID));
      this.#problems.push(...problems.filter(({ path }) => path !== "/total"));
    } catch (error) {
      if (!ConnectorError.isConnectorError(error)) throw error;
      this.#error ??= error;
    }
  }

  tellSilence({ serial }: ListedInverter): void {
    const detail = "asleep, switched off or out of reach: the gateway hears nothing of it";
    this.#problems.push({ path: `/inverters/${serial}`, code: "no_telemetry", detail });
  }

  toPage(siteKey: string): LinkPage {
    const [readings, problems, error] = [this.#readings, this.#problems, this.#error];
    return { siteKey, readings, problems, ...(error && { error }) };
  }
}
