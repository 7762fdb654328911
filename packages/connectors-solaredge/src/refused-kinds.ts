import { ConnectorError, type DecodeProblem } from "@solarmon/connectors-kit";
import { DAY_MS, type Instant } from "@solarmon/core";

/** Kinds of telemetry that the vendor refuses, while the site as a whole answers: asked again once a day. */
export class RefusedKinds {
  readonly #until = new Map<string, Instant>();

  isRefused(siteKey: string, path: string, now: Instant): boolean {
    return now < (this.#until.get(`${siteKey} ${path}`) ?? 0);
  }

  note(siteKey: string, paths: readonly string[], now: Instant): void {
    for (const path of paths) this.#until.set(`${siteKey} ${path}`, now + DAY_MS);
  }
}

/** A refusal of one endpoint, as a problem of the site. @throws what concerns the link, or passes */
export function problemOf(thrown: unknown, path: string): DecodeProblem {
  if (!ConnectorError.isConnectorError(thrown)) throw thrown;
  if (thrown.kind !== "permission" && thrown.kind !== "gone") throw thrown;
  return { path: `/${path}`, code: "vendor_error", detail: thrown.message };
}
