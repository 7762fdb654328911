// `node scripts/pictures/main.ts`: draws docs/pictures/plant-year.png from the plant data beside the repository.
import { launchChromium } from "../support/browser.ts";
import { drawPlantYear } from "./plant-year-drawing.ts";
import { plantYear } from "./plant-year.ts";

const TARGET = new URL("../../docs/pictures/plant-year.png", import.meta.url).pathname;

const svg = drawPlantYear(plantYear(12, 2900));
const browser = await launchChromium();
try {
  const page = await browser.newPage({ viewport: { width: 1220, height: 470 } });
  await page.setContent(`<body style="margin:0">${svg}</body>`);
  await page.screenshot({ path: TARGET });
} finally {
  await browser.close();
}
