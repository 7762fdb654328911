import { defineConfig } from "vitest/config";

/** Tests that need PostgreSQL, Redis or Kafka beside us, and take minutes: `npm run test:services`. */
const NEED_SERVICES = [
  "packages/{postgres,redis,kafka}/test/**/*.integration.test.ts",
  "packages/*/test/services/**/*.integration.test.ts",
];

export default defineConfig({
  ssr: { resolve: { conditions: ["node", "module-sync"] } }, // one copy of graphql 17
  test: {
    // Threads of a test's server load TypeScript: V8 13.6 crashes in one of forty such processes, see solarmon.js.
    execArgv: ["--wasm-wrapper-tiering-budget=2147483647"],
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["{packages,examples}/*/test/**/*.test.ts", "scripts/test/**/*.test.ts"],
          exclude: ["**/*.integration.test.ts", "**/*.browser.test.ts", "**/node_modules/**"],
          testTimeout: 20_000, // a busy machine is no fault
        },
      },
      {
        extends: true,
        test: {
          name: "integration",
          include: [
            "{packages,examples}/*/test/**/*.integration.test.ts",
            "scripts/test/**/*.integration.test.ts",
          ],
          exclude: [...NEED_SERVICES, "**/node_modules/**"],
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: "services",
          include: NEED_SERVICES,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: "browser",
          include: ["packages/*/test/**/*.browser.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
    coverage: { provider: "v8", include: ["packages/*/src/**"] },
  },
});
