export { createApi } from "./api.ts";
export type { Api } from "./api.ts";
export { DEFAULT_LIMITS } from "./api-options.ts";
export type { ApiLimits, ApiOptions, Logger, PartHealth } from "./api-options.ts";
export { newDeviceSecret } from "./auth/device-secrets.ts";
export { hashPassword, verifyPassword } from "./auth/passwords.ts";
export type { ListenOptions, RunningServer } from "./http-server.ts";
export type { Metric } from "./rest/metrics.ts";
