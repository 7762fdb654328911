import { MemoryReadingStore } from "@solarmon/core/memory";
import { testReadingStore } from "@solarmon/core/testing";

testReadingStore("MemoryReadingStore", {
  create: () => new MemoryReadingStore(),
  restart: (store) => store, // memory outlives nothing; the laws then hold trivially
});
