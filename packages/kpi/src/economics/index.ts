export { avoidedCo2 } from "./avoided-co2.ts";
export { revenue, type Revenue, type RevenueRows } from "./revenue.ts";
export { autarky, loadFromMeters, selfConsumption } from "./self-consumption.ts";
export { priceAt, type PriceWindow, type Tariff, tariffAt } from "./tariff.ts";
