export { connectorLaws } from "./laws/index.ts";
export { ConnectorBench } from "./suite/connector-bench.ts";
export type { ConnectorLaw } from "./suite/connector-law.ts";
export type { LawResult } from "./suite/level.ts";
export { measureConnector } from "./suite/measure-connector.ts";
export type { ConnectorMeasure } from "./suite/measure-connector.ts";
export type { ConnectorSuiteOptions } from "./suite/suite-options.ts";
export { testConnector } from "./suite/test-connector.ts";
