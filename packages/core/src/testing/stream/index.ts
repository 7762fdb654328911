import { registerLaws } from "../register.ts";
import type { Law, SuiteOptions } from "../law.ts";
import { consumerLaws } from "./consumer-laws.ts";
import { deliveryLaws } from "./delivery-laws.ts";
import { startLaws } from "./start-laws.ts";
import type { StreamUnderTest } from "./subject.ts";

/** What holds for every stream: writer and reader together. */
export const streamLaws: readonly Law<StreamUnderTest>[] = [
  ...deliveryLaws,
  ...consumerLaws,
  ...startLaws,
];

async function closeBoth({ reader, writer }: StreamUnderTest): Promise<void> {
  await reader[Symbol.asyncDispose]();
  await writer[Symbol.asyncDispose]();
}

/** Registers the conformance suite of `StreamWriter` and `StreamReader` with vitest. */
export function testStream(name: string, options: SuiteOptions<StreamUnderTest>): void {
  registerLaws(name, streamLaws, { close: closeBoth, ...options });
}
