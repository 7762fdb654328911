import { extname } from "node:path/posix";
import { type CachedFile, type Encoding, FileCache } from "./file-cache.ts";
import { helpPage } from "./help-page.ts";
import { PAGE_POLICY } from "./security-headers.ts";

const TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".map": "application/json; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
  ".woff2": "font/woff2",
};
const COMPRESSED = new Set([".png", ".woff2", ".ico"]);
const INDEX = "/index.html";

/** Answers a GET for a file of the dashboard; `undefined` when there is nothing of that name. */
export type StaticFiles = (request: Request) => Promise<Response | undefined>;

/** The path below the folder, or `undefined` for one that no file of ours has: `..`, hidden, or not text. */
function safePath(url: string): string | undefined {
  try {
    const path = decodeURIComponent(new URL(url).pathname);
    const isSafe = !/[\0\\]/.test(path) && !path.split("/").some((part) => part.startsWith("."));
    return isSafe ? path : undefined;
  } catch {
    return undefined;
  }
}

function chooseEncoding(request: Request, extension: string): Encoding {
  if (COMPRESSED.has(extension)) return "identity";
  const accepted = request.headers.get("accept-encoding") ?? "";
  if (/\bbr\b/.test(accepted)) return "br";
  return /\bgzip\b/.test(accepted) ? "gzip" : "identity";
}

function headersFor(path: string, file: CachedFile): Headers {
  const isHashed = path.startsWith("/assets/");
  return new Headers({
    "content-type": TYPES[extname(path)] ?? "application/octet-stream",
    "cache-control": isHashed ? "public, max-age=31536000, immutable" : "no-cache",
    "content-security-policy": PAGE_POLICY,
    etag: file.etag,
    vary: "accept-encoding",
  });
}

async function answer(request: Request, path: string, file: CachedFile): Promise<Response> {
  const headers = headersFor(path, file);
  if (request.headers.get("if-none-match")?.includes(file.etag))
    return new Response(null, { status: 304, headers });
  const encoding = chooseEncoding(request, extname(path));
  const bytes = await file.encoded(encoding);
  if (bytes !== file.bytes) headers.set("content-encoding", encoding);
  return new Response(bytes, { headers });
}

/** The dashboard's files. A path without a file extension is a page of the app, which the index shows. */
export function createStaticFiles(directory: string | undefined): StaticFiles {
  const files = directory === undefined ? undefined : new FileCache(directory);
  return async (request) => {
    const path = safePath(request.url);
    if (path === undefined) return undefined;
    const isPage = extname(path) === "" || path === INDEX;
    const file = path.endsWith("/") ? undefined : await files?.read(path);
    if (file) return answer(request, path, file);
    if (!isPage) return undefined;
    const index = await files?.read(INDEX);
    return index ? answer(request, INDEX, index) : helpPage();
  };
}
