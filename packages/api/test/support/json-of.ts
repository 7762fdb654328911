/** The body as JSON; the test says what it expects it to be. */
export async function jsonOf<T>(response: Response): Promise<T> {
  const value: T = JSON.parse(await response.text());
  return value;
}

/** The part of a problem document that tests look at. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
}
