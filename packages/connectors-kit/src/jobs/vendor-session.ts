import { type SolarmonError, toSolarmonError } from "@solarmon/core";
import type { LinkSettings, VendorLink } from "../connector.ts";
import type { LinkHost } from "../link-host.ts";
import type { JobContext } from "./job-context.ts";

/** The vendor's link with the settings that count now: opened when a job first needs it. */
export class VendorSession {
  readonly #context: JobContext;
  readonly #host: LinkHost;
  #settings: LinkSettings;
  #link: VendorLink | undefined;

  constructor(context: JobContext, host: LinkHost, settings: LinkSettings) {
    this.#context = context;
    this.#host = host;
    this.#settings = settings;
  }

  /** Settings that cannot be used are for a person to mend, like a log-in. */
  open(): VendorLink | SolarmonError {
    try {
      return (this.#link ??= this.#context.connector.open(this.#settings, this.#host));
    } catch (thrown) {
      const error = toSolarmonError(thrown, "the link cannot be opened");
      this.#context.state.loginReason = this.#host.redactor.text(error.message);
      return error;
    }
  }

  /** The next that is opened has these settings. Default: the same again. */
  async change(settings: LinkSettings = this.#settings): Promise<void> {
    await this.close();
    this.#settings = settings;
  }

  async close(): Promise<void> {
    const link = this.#link;
    this.#link = undefined;
    await link?.[Symbol.asyncDispose]();
  }
}
