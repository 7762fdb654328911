import { ConnectorError, type DecodeProblem } from "@solarmon/connectors-kit";
import { DAY_MS, type Instant } from "@solarmon/core";

/** An interface that the vendor refuses for this user, e.g. because a type of device is not ticked. */
export interface RefusedCall {
  readonly name: string;
  readonly error: ConnectorError;
}

/** What was refused while other calls were answered: asked again once a day, for a call takes a minute. */
export class RefusedCalls {
  readonly #known = new Map<string, { readonly refused: RefusedCall; readonly until: Instant }>();

  find(name: string, now: Instant): RefusedCall | undefined {
    const known = this.#known.get(name);
    return known && now < known.until ? known.refused : undefined;
  }

  note(calls: readonly RefusedCall[], now: Instant): void {
    for (const refused of calls)
      if (refused.error.kind === "permission" && !this.find(refused.name, now))
        this.#known.set(refused.name, { refused, until: now + DAY_MS });
  }
}

/** A failure that is of one interface only. @throws what concerns the link, or passes */
export function refusedCall(name: string, thrown: unknown): RefusedCall {
  if (!ConnectorError.isConnectorError(thrown)) throw thrown;
  const { kind } = thrown;
  if (kind !== "permission" && kind !== "gone" && kind !== "invalid") throw thrown;
  return { name, error: thrown };
}

export function problemOf({ name, error }: RefusedCall): DecodeProblem {
  return { path: `/${name}`, code: "vendor_error", detail: error.message };
}
