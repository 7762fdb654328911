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
  auth: "api_key",
  baseUrl: "https://api.solcast.com.au",
  /** Of a private account, counted from midnight UTC; each site is a call, and it has two at most. */
  quotas: [{ name: "day", limit: 10, period: "day", reset: "calendar" }],
  /** 429 means that the quota is used up, when the body says so, or else that Solcast is busy. */
  busyMs: 120_000,
  /** What …?hours= may ask for. */
  historyHours: 168,
  /** Newest periods of a poll: a night, and a day without an answer, cost no call of their own. */
  pollHours: 24,
  /** Estimates of the past are still corrected for some days. */
  settleTimeMs: 259_200_000,
  timeRule: "period_end - period",
} as const;

/** The reply does not name its site. */
export const SITE_ID = "site:solcast";

/** Keys under which lists of periods come. */
export const LIST_KEYS = ["estimated_actuals", "forecasts"] as const;

/** Fields of a period that say when, not what. */
export const TIME_FIELDS: ReadonlySet<string> = new Set(["period_end", "period_start", "period"]);
