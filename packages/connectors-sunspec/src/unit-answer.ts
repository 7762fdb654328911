import type { ConnectorError } from "@solarmon/connectors-kit";
import type { Instant } from "@solarmon/core";
import type { RegisterImage } from "./register-image.ts";

/** What came of reading one unit. */
export type UnitAnswer = { readonly unitId: number; readonly readAt: Instant } & (
  | { readonly image: RegisterImage }
  | { readonly error: ConnectorError }
);
