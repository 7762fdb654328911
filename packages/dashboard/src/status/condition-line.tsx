/** How something is doing, in words and a shape. */
export interface ConditionWords {
  readonly word: string;
  readonly shape: string;
  /** As the states of plants are coloured. */
  readonly tone: "ok" | "fault" | "watch" | "waiting" | "silent";
  /** What a person may want to know or do; `null` when the word says it all. */
  readonly detail: string | null;
}

export function ConditionLine({ words }: { words: ConditionWords }) {
  const { word, shape, tone, detail } = words;
  return (
    <p className={`status status-${tone}`}>
      <span className="status-shape" aria-hidden="true">
        {shape}
      </span>
      <span>
        {word}
        {detail !== null && <span className="status-reason muted">: {detail}</span>}
      </span>
    </p>
  );
}
