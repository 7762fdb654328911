import { randomUUID } from "node:crypto";

/** A name that no other test uses, also on a cluster that is shared. */
export function freshTopic(): string {
  return `solarmon-test-${randomUUID()}`;
}
