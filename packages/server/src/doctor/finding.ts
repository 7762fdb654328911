/** What one check of the doctor came to. */
export interface Finding {
  readonly check: string;
  readonly state: "ok" | "warning" | "problem";
  /** What was seen. */
  readonly detail: string;
  /** What to do about it. */
  readonly advice?: string;
}

export function ok(check: string, detail: string): Finding {
  return { check, state: "ok", detail };
}

export function warning(check: string, detail: string, advice: string): Finding {
  return { check, state: "warning", detail, advice };
}

export function problem(check: string, detail: string, advice: string): Finding {
  return { check, state: "problem", detail, advice };
}
