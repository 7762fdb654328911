import type { TenantScope } from "../authority.ts";
import type { Envelope } from "../reading.ts";
import type { Span } from "../time.ts";

/** Raw envelopes by `raw/{tenant}/{yyyy}/{mm}/{dd}/`, the day being that of `receivedAt` in UTC. Checked by `testArchive`. */
export interface Archive {
  /** Adds envelopes of one tenant. Durable when it resolves. */
  write(scope: TenantScope, envelopes: readonly Envelope[]): Promise<void>;
  /** Envelopes received in the span, days ascending. */
  read(scope: TenantScope, span: Span): AsyncIterable<Envelope>;
  deleteTenant(scope: TenantScope): Promise<void>;
}
