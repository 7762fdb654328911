import type { StandInReply } from "@solarmon/connectors-kit/stand-in";

function page(status: number, title: string): StandInReply {
  const body = `<html>\n<head><title>${title}</title></head>\n<body>\n<center><h1>${title}</h1></center>\n</body>\n</html>\n`;
  return { status, headers: { "content-type": "text/html" }, body };
}

/** The gateway's errors are web pages, also where data would be JSON. */
export const UNAUTHORIZED: StandInReply = page(401, "401 Authorization Required");
export const FORBIDDEN: StandInReply = page(403, "403 Forbidden");
export const UNAVAILABLE: StandInReply = page(503, "503 Service Temporarily Unavailable");
