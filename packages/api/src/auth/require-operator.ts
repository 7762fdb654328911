import { type Principal, SolarmonError } from "@solarmon/core";

/** @throws `forbidden` for whoever may only look */
export function requireOperator({ role }: Principal): void {
  if (role !== "viewer") return;
  throw new SolarmonError("forbidden", "Viewers may look at alarms, and not change them.");
}
