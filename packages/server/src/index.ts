export { readSettings } from "./settings.ts";
export type { Settings, SettingsFlags } from "./settings.ts";
export { startSolarmon } from "./start-solarmon.ts";
export type { RunningSolarmon, ServerLogger, SolarmonOptions } from "./start-solarmon.ts";
export type {
  KafkaService,
  PostgresService,
  RedisService,
  Role,
  Services,
} from "./services/services.ts";
