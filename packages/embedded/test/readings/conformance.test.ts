import { testReadingStore } from "@solarmon/core/testing";
import { openVariant, type StoreUnderTest, type Variant } from "./variants.ts";

const variants: readonly (readonly [string, Variant])[] = [
  ["hot rows", {}],
  ["chunks", { sealsAtOnce: true }],
  ["hot rows read by another opener", { readsElsewhere: true }],
  ["chunks read by another opener", { sealsAtOnce: true, readsElsewhere: true }],
];

for (const [name, variant] of variants) {
  const under = new Map<object, StoreUnderTest>();
  const keep = (store: StoreUnderTest): StoreUnderTest => {
    under.set(store, store);
    return store;
  };
  testReadingStore(`SqliteReadingStore, ${name}`, {
    create: async () => keep(await openVariant(variant)),
    restart: async (store) => keep(await openVariant(variant, under.get(store))),
  });
}
