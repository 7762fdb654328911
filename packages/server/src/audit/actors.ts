import { userInfo } from "node:os";
import type { AuditActor } from "@solarmon/core";

/** The server, of its own accord. */
export const SYSTEM: AuditActor = { kind: "system", id: null, name: null };

/**
 * Whoever runs the command, by the name of his account. A server does what a command asks for in the name of its own
 * account: its socket is that account's alone, like the folder.
 */
export function commandActor(): AuditActor {
  return { kind: "command", id: null, name: accountName() };
}

function accountName(): string | null {
  try {
    return userInfo().username;
  } catch {
    return null; // a container may run as a number that has no name
  }
}
