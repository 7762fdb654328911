export { envelope, latestReading, reading, TEST_DAY, testId, testScope } from "./builders.ts";
export { runLaw } from "./law.ts";
export type { Law, LawContext, SuiteOptions } from "./law.ts";
export { readingStoreLaws, testReadingStore } from "./reading-store/index.ts";
export { VirtualClock } from "./virtual-clock.ts";
