import { type Status, STATUS_WORDS } from "./status.ts";

/** Shape, word and colour of a status. */
export function StatusBadge({ status, reason }: { status: Status; reason?: string | null }) {
  const { word, shape } = STATUS_WORDS[status];
  return (
    <span className={`status status-${status}`} data-status={status}>
      <span className="status-shape" aria-hidden="true">
        {shape}
      </span>
      <span>
        {word}
        {reason && <span className="status-reason">: {reason}</span>}
      </span>
    </span>
  );
}
