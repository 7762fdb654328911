const SINGLE = "+";
const REST = "#";

/** An MQTT filter that tells what its wildcards stand for. */
export interface TopicPattern {
  /** How many wildcards there are. */
  readonly wildcards: number;
  /** What each wildcard stands for, or `undefined` when the topic does not fit. */
  match(levels: readonly string[]): readonly string[] | undefined;
}

/** `undefined` when the text is no MQTT filter: `+` and `#` must fill a level, `#` the last one. */
export function parseTopicPattern(text: string): TopicPattern | undefined {
  const pattern = text.split("/");
  const isFilter = pattern.every(
    (level, index) =>
      level === SINGLE ||
      (level === REST && index === pattern.length - 1) ||
      !/[+#\0]/u.test(level),
  );
  if (text === "" || !isFilter) return undefined;
  const wildcards = pattern.filter((level) => level === SINGLE || level === REST).length;
  return { wildcards, match: (levels) => matchLevels(pattern, levels) };
}

function matchLevels(
  pattern: readonly string[],
  levels: readonly string[],
): readonly string[] | undefined {
  const found: string[] = [];
  for (const [index, wanted] of pattern.entries()) {
    if (wanted === REST) return [...found, levels.slice(index).join("/")];
    const level = levels[index];
    if (level === undefined || (wanted !== SINGLE && wanted !== level)) return undefined;
    if (wanted === SINGLE) found.push(level);
  }
  return levels.length === pattern.length ? found : undefined;
}
