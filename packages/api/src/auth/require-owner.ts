import { type Principal, SolarmonError } from "@solarmon/core";

/** @throws `forbidden` for other roles of the tenant */
export function requireOwner({ role }: Principal): void {
  if (role === "owner") return;
  throw new SolarmonError("forbidden", "Only owners of the tenant may see this.");
}
