import { type Browser, chromium, type Page } from "playwright-core";
import { findProgram } from "../services/programs.ts";
import type { PreparedFleet } from "./prepare-fleet.ts";

const QUIET = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The machine's own Chromium, without a window and without calls to the outside. */
export async function launchChromium(): Promise<Browser> {
  const executablePath = findProgram("chromium");
  if (!executablePath) throw new Error("no chromium found (install it, or set CHROMIUM_PATH)");
  return chromium.launch({ executablePath, args: QUIET });
}

/** Logs in and opens the live page of a plant; resolves once its link is live. */
export async function openPlantPage(
  page: Page,
  url: string,
  user: PreparedFleet["user"],
  plantId: string,
): Promise<void> {
  if (!user) throw new Error("the fleet was prepared without a user");
  await page.goto(`${url}/#/plants/${plantId}`);
  await page.locator('input[type="email"]').fill(user.email);
  await page.locator('input[type="password"]').fill(user.password);
  await page.locator('button[type="submit"]').click();
  await page.locator('[data-testid="live-state"][data-state="live"]').waitFor();
}
