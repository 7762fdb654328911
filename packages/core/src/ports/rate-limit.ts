/** So much in so long; a pause gives it back evenly. */
export interface RateLimitRule {
  /** Most that may be taken at once, and in each window. */
  readonly limit: number;
  readonly windowMs: number;
}

/** Leave for what was asked, or when to ask again. */
export type RateVerdict =
  | { readonly ok: true }
  /** Nothing was taken; the same would be given after this time, if nobody else takes. */
  | { readonly ok: false; readonly retryAfterMs: number };

/** Counts what is taken under a name, over all processes that share it. Checked by `testRateLimit`. */
export interface RateLimit {
  /** @param amount - whole, at most the rule's limit. Default 1 */
  take(name: string, rule: RateLimitRule, amount?: number): Promise<RateVerdict>;
}
