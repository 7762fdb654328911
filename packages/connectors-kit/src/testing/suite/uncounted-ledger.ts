import type { QuotaLedger } from "../../quota/quota-ledger.ts";

/** A ledger for laws that are not about quotas: it gives leave for every call, so that time need not pass between them. */
export function uncountedLedger(ledger: QuotaLedger): QuotaLedger {
  return {
    take: async () => ({ isGranted: true, release: () => undefined }),
    blockUntil: async (at) => await ledger.blockUntil(at),
    observe: async () => undefined,
    budgets: () => ledger.budgets(),
    get blockedUntil() {
      return ledger.blockedUntil;
    },
  };
}
