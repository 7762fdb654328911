/** What is to know about Solcast, as data. */
export const VENDOR = {
  name: "solcast",
  endpoints: [
    {
      name: "estimated-actuals",
      text: "past estimates: …/estimated_actuals, /data/live and /data/historic",
    },
    { name: "forecasts", text: "…/forecasts, of a rooftop site or of irradiance" },
  ],
  auth: "api key",
  baseUrl: "https://api.solcast.com.au",
  /** Calls a day of a private account, counted from midnight UTC; each site is a call. */
  quota: { callsPerDay: 10, resetsAt: "00:00 UTC", sites: 2 },
  /** 429 means busy (again after that long), or the quota is used up: the body says so. */
  retryAfterMs: { min: 15_000, max: 120_000 },
  /** What …?hours= may ask for. */
  historyDepthMs: 604_800_000,
  /** Estimates of the past are still corrected for some days. */
  settleTimeMs: 604_800_000,
  timeRule: "period_end - period",
} as const;

/** The reply does not name its site. */
export const SITE_ID = "site:solcast";

/** Keys under which lists of periods come. */
export const LIST_KEYS = ["estimated_actuals", "forecasts"] as const;

/** Fields of a period that say when, not what. */
export const TIME_FIELDS: ReadonlySet<string> = new Set(["period_end", "period_start", "period"]);
