/** `system` follows the device. */
export type Theme = "system" | "light" | "dark";

export const THEMES: readonly Theme[] = ["system", "light", "dark"];

const KEY = "solarmon.theme";

export function storedTheme(): Theme {
  const kept = localStorage.getItem(KEY);
  return THEMES.find((theme) => theme === kept) ?? "system";
}

/** Sets and keeps the theme; charts hear of it by the `themechange` event. */
export function applyTheme(theme: Theme): void {
  localStorage.setItem(KEY, theme);
  if (theme === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = theme;
  window.dispatchEvent(new Event("themechange"));
}

/** Calls `listener` when colours change, by choice or with the device. */
export function onThemeChange(listener: () => void): () => void {
  const device = matchMedia("(prefers-color-scheme: dark)");
  device.addEventListener("change", listener);
  window.addEventListener("themechange", listener);
  return () => {
    device.removeEventListener("change", listener);
    window.removeEventListener("themechange", listener);
  };
}
