import { registerLaws } from "../register.ts";
import type { Law, SuiteOptions } from "../law.ts";
import type { LiveBus } from "../../ports/live-bus.ts";
import { cursorLaws } from "./cursor-laws.ts";
import { deliveryLaws } from "./delivery-laws.ts";

export interface LiveBusSuiteOptions extends SuiteOptions<LiveBus> {
  /** So many updates of one plant are more than the bus keeps for cursors. */
  readonly overflow: number;
}

/** What holds for every {@link LiveBus}. */
export function liveBusLaws({ overflow }: { readonly overflow: number }): readonly Law<LiveBus>[] {
  return [...deliveryLaws(overflow), ...cursorLaws(overflow)];
}

/** Registers the conformance suite of {@link LiveBus} with vitest. */
export function testLiveBus(name: string, options: LiveBusSuiteOptions): void {
  registerLaws(name, liveBusLaws(options), options);
}
