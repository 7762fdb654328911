/** PostgreSQL's text has no NUL, and hostile input may: it is shown as what it is. */
export function printable(text: string): string {
  return text.replaceAll("\0", "␀").toWellFormed();
}
