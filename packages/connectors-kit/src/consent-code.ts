/** The code of an owner's consent. @param answer - the address at which the browser ended, or only the code in it */
export function consentCode(answer: string): string {
  const text = answer.trim();
  return URL.canParse(text) ? (new URL(text).searchParams.get("code") ?? "") : text;
}
