import { PAGE_POLICY } from "./security-headers.ts";

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width" />
    <title>Solarmon</title>
  </head>
  <body>
    <h1>Solarmon runs, but its dashboard is not built</h1>
    <p>Build it with <code>pnpm --filter @solarmon/dashboard run build</code>, then load this page again.</p>
    <p>The API works: <a href="/openapi.json">OpenAPI</a>, <a href="/readyz">state</a>.</p>
  </body>
</html>
`;

/** Shown in place of the dashboard when its files are missing. */
export function helpPage(): Response {
  return new Response(PAGE, {
    status: 503,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": PAGE_POLICY,
    },
  });
}
