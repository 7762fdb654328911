import type { TenantScope } from "../authority.ts";
import type { Span } from "../time.ts";
import type { UsageBooking, UsageDay } from "../usage.ts";

/**
 * What tenants have used, per UTC day. Events may be delivered again and again, and count once: of each tenant and source
 * the ledger knows the position up to which it has booked. Checked by `testUsageLedger`.
 */
export interface UsageLedger {
  /**
   * For the processor and the server only: books what lies beyond the position up to which its tenant and source were
   * booked before the call, and passes over the rest. All of it or nothing; durable when it resolves, but see the adapter.
   *
   * @param bookings - in any order; those of one tenant and source up to the highest position count as one piece
   * @throws `invalid_argument` when one of them cannot be booked
   */
  book(bookings: readonly UsageBooking[]): Promise<void>;
  /** Days that begin within `[start, end)` and have something, the first one first. */
  days(scope: TenantScope, span: Span): Promise<readonly UsageDay[]>;
  deleteTenant(scope: TenantScope): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}
