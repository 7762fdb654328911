import type { Id, TenantScope } from "@solarmon/core";

/** Names of keys. What is in braces decides the slot of a cluster: what one script touches is in one slot. */
export class Keys {
  readonly #prefix: string;

  constructor(prefix: string) {
    this.#prefix = prefix;
  }

  /** Hash: newest reading by device. */
  latest({ tenantId }: TenantScope): string {
    return `${this.#prefix}{${tenantId}}:latest`;
  }

  /** Hash: which stream of updates is the plant's, and how far it is. There while somebody watches. */
  liveHead({ tenantId }: TenantScope, plantId: Id): string {
    return `${this.#prefix}{${tenantId}}:live:${plantId}:head`;
  }

  /** Stream of the plant's updates, and name of the channel that they are told on. */
  liveStream({ tenantId }: TenantScope, plantId: Id): string {
    return `${this.#prefix}{${tenantId}}:live:${plantId}`;
  }

  lock(name: string): string {
    return `${this.#prefix}{lock:${name}}`;
  }

  lockFence(name: string): string {
    return `${this.#prefix}{lock:${name}}:fence`;
  }

  rate(name: string): string {
    return `${this.#prefix}{rate:${name}}`;
  }
}
