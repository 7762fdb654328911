import type { TenantScope } from "../authority.ts";
import { decodeEnvelope, encodeEnvelope } from "../envelope-codec.ts";
import type { Id } from "../ids.ts";
import { requireOwnEnvelopes } from "../own-envelopes.ts";
import type { Archive } from "../ports/archive.ts";
import type { Envelope } from "../reading.ts";
import type { Span } from "../time.ts";

/** {@link Archive} in memory, unbounded: for tests and examples. */
export class MemoryArchive implements Archive {
  readonly #tenants = new Map<Id, Envelope[]>();

  async write(scope: TenantScope, envelopes: readonly Envelope[]): Promise<void> {
    requireOwnEnvelopes(scope, envelopes);
    const kept = this.#tenants.get(scope.tenantId) ?? [];
    // Encoded and decoded, so that nothing the caller still holds is shared.
    kept.push(...envelopes.map((envelope) => decodeEnvelope(encodeEnvelope(envelope))));
    this.#tenants.set(scope.tenantId, kept);
  }

  async *read(scope: TenantScope, span: Span): AsyncIterable<Envelope> {
    const kept = this.#tenants.get(scope.tenantId) ?? [];
    yield* kept
      .filter(({ receivedAt }) => receivedAt >= span.start && receivedAt < span.end)
      .toSorted((a, b) => a.receivedAt - b.receivedAt);
  }

  async deleteTenant(scope: TenantScope): Promise<void> {
    this.#tenants.delete(scope.tenantId);
  }
}
