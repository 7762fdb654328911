import type { Page } from "playwright-core";

/* oxlint-disable unicorn/consistent-function-scoping -- the page is given the function without its surroundings */

/**
 * Texts on the page that stand out less than WCAG AA asks: 4.5 : 1, or 3 : 1 from 24 px (18.66 px bold) on.
 * Controls that are off are exempt, as in WCAG.
 */
export function weakTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const parse = (colour: string): [number, number, number, number] => {
      const parts = (/\((.*)\)/.exec(colour)?.[1] ?? "").split(/[\s,/]+/).map(Number);
      return [parts[0] ?? 0, parts[1] ?? 0, parts[2] ?? 0, parts[3] ?? 1];
    };
    const luminance = (rgb: readonly number[]): number => {
      const [r = 0, g = 0, b = 0] = rgb.map((value) => {
        const share = value / 255;
        return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const groundOf = (element: Element | null): number[] => {
      for (let at = element; at !== null; at = at.parentElement) {
        const ground = parse(getComputedStyle(at).backgroundColor);
        if (ground[3] === 1) return ground.slice(0, 3);
      }
      return [255, 255, 255];
    };
    const weak: string[] = [];
    for (const element of document.querySelectorAll("body *")) {
      const text = [...element.childNodes]
        .filter((node) => node.nodeType === Node.TEXT_NODE)
        .map((node) => node.textContent?.trim() ?? "")
        .join("");
      const isOff = element.closest(":disabled, .button-off") !== null;
      const isHidden = element.closest(".visually-hidden, script, style, noscript") !== null;
      if (text === "" || isOff || isHidden) continue;
      const style = getComputedStyle(element);
      const [ink, ground] = [luminance(parse(style.color)), luminance(groundOf(element))];
      const ratio = (Math.max(ink, ground) + 0.05) / (Math.min(ink, ground) + 0.05);
      const sizePx = Number.parseFloat(style.fontSize);
      const isLarge = sizePx >= 24 || (sizePx >= 18.66 && Number(style.fontWeight) >= 700);
      if (ratio < (isLarge ? 3 : 4.5)) weak.push(`${text} (${ratio.toFixed(2)})`);
    }
    return weak;
  });
}
