import { SolarmonError } from "@solarmon/core";
import type { Probe } from "./probe.ts";

/** @param isReady - whether the connection stands, which is tried again and again by itself */
export function redisProbe(isReady: () => boolean): Probe {
  return {
    name: "redis",
    without: "degraded",
    meanwhile: "readings are taken and stored; live pages and duties under a lock wait",
    check: async () => {
      if (!isReady()) throw new SolarmonError("unavailable", "it does not answer");
    },
  };
}
