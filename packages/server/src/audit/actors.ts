import { userInfo } from "node:os";
import type { AuditActor } from "@solarmon/core";

/** The server, of its own accord. */
export const SYSTEM: AuditActor = { kind: "system", id: null, name: null };

/**
 * Whoever runs the command, by the name of his account. Nobody proves it: who may reach the folder, or the services, has
 * all rights anyway.
 */
export function commandActor(): AuditActor {
  return { kind: "command", id: null, name: accountName() };
}

/** Name of the account of this process; `null` where it has none. */
export function accountName(): string | null {
  try {
    return userInfo().username;
  } catch {
    return null; // a container may run as a number that has no name
  }
}
