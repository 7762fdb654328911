import type { ReactNode } from "react";
import { codeOf } from "../api/api-error.ts";

/** Grey shape of what will come, at its final size, so that nothing jumps. */
export function Skeleton({ heightPx, label }: { heightPx: number; label: string }) {
  return (
    <div className="skeleton" style={{ height: heightPx }} role="status">
      <span className="visually-hidden">{label}</span>
    </div>
  );
}

interface FailureProps {
  readonly error: Error;
  readonly what: string;
  readonly onRetry: () => void;
}

/** What could not be shown, why, and a way to try again. */
export function Failure({ error, what, onRetry }: FailureProps) {
  const code = codeOf(error);
  return (
    <div className="notice notice-error" role="alert" data-error-code={code}>
      <p>
        <strong>{what} could not be read.</strong> {error.message}{" "}
        <span className="muted">({code})</span>
      </p>
      <button type="button" className="button" onClick={onRetry}>
        Try again
      </button>
    </div>
  );
}

/** Nothing here yet, and what to do next. */
export function Empty({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="notice notice-empty">
      <h2>{title}</h2>
      {children}
    </div>
  );
}
