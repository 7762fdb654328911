import type { OwnMosquitto } from "../../services/mosquitto.ts";
import type { SharedServices } from "../../support/shared-services.ts";
import type { Workers } from "./workers.ts";

/** Something that breaks, and how it is mended. */
export interface Fault {
  readonly name: string;
  readonly begin: () => Promise<unknown>;
  readonly end: () => Promise<unknown>;
}

interface Killable {
  kill(): Promise<void>;
  start(): Promise<void>;
}

/** Processes of ours that are killed, by what they do. */
export interface Processes {
  readonly bridges: Workers;
  readonly workers: Workers;
}

/**
 * Every service by kill and restart, one at a time and together; every way cut and stalled; the bridge and workers
 * killed.
 */
export function listFaults(
  services: SharedServices,
  mosquitto: OwnMosquitto,
  { bridges, workers }: Processes,
): readonly Fault[] {
  const { postgres, redis, kafka, proxies } = services;
  const own: Readonly<Record<string, Killable>> = { postgres, redis, kafka, mosquitto };
  const killed = Object.entries(own).map(([name, service]): Fault => ({
    name: `kill ${name}`,
    begin: () => service.kill(),
    end: () => service.start(),
  }));
  const together: Fault = {
    name: "kill all four",
    begin: () => Promise.all(Object.values(own).map((service) => service.kill())),
    end: () => Promise.all(Object.values(own).map((service) => service.start())),
  };
  const cut = Object.entries(proxies).flatMap(([name, proxy]) =>
    (["cut", "stall"] as const).map((harm): Fault => ({
      name: `${harm} the way to ${name}`,
      begin: async () => proxy[harm](),
      end: async () => proxy.heal(),
    })),
  );
  const dead: Fault = {
    name: "kill 2 of 3 workers",
    begin: () => workers.kill(2),
    end: () => workers.restart(2, "process"),
  };
  const bridge: Fault = {
    name: "kill the bridge",
    begin: () => bridges.kill(1),
    end: () => bridges.restart(1, "ingest"),
  };
  return [...killed, together, ...cut, bridge, dead];
}
