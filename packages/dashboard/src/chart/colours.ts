/** Colours of the theme, spelled for a canvas. */
export interface ChartColours {
  readonly line: string;
  readonly fill: string;
  readonly grid: string;
  readonly text: string;
  readonly night: string;
  readonly gap: string;
  readonly now: string;
}

/** Reads the style sheet's tokens as they are in force at `element`. */
export function chartColours(element: HTMLElement): ChartColours {
  const probe = document.createElement("span");
  element.append(probe);
  const read = (token: string): string => {
    probe.style.color = `var(${token})`;
    return getComputedStyle(probe).color;
  };
  const colours = {
    line: read("--curve"),
    fill: read("--curve-fill"),
    grid: read("--grid"),
    text: read("--muted"),
    night: read("--night-shade"),
    gap: read("--gap"),
    now: read("--ink"),
  };
  probe.remove();
  return colours;
}
