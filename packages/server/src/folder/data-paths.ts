import { createHash } from "node:crypto";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** Where what lies in a data folder. */
export interface DataPaths {
  readonly root: string;
  /** Tenants, plants, devices, users, credentials, quarantine. */
  readonly catalog: string;
  /** A database per tenant. */
  readonly tenants: string;
  /** What tenants have used; beside their databases, and like them a part of backups. */
  readonly usage: string;
  readonly stream: string;
  readonly archive: string;
  readonly imports: string;
  /** Socket on which the server that has the folder open takes orders of the command. */
  readonly controlSocket: string;
}

// The shortest limit of the operating systems is 104 bytes, on macOS.
const MAX_SOCKET_PATH = 100;

/** The paths below a data folder. */
export function dataPaths(dataDir: string): DataPaths {
  const root = resolve(dataDir);
  return {
    root,
    catalog: join(root, "catalog.db"),
    tenants: join(root, "tenants"),
    usage: join(root, "tenants", "usage.db"),
    stream: join(root, "stream"),
    archive: join(root, "archive"),
    imports: join(root, "imports"),
    controlSocket: controlSocketOf(root),
  };
}

function controlSocketOf(root: string): string {
  const name = createHash("sha256").update(root).digest("hex").slice(0, 24);
  if (process.platform === "win32") return `\\\\.\\pipe\\solarmon-${name}`;
  const inside = join(root, "control.sock");
  return Buffer.byteLength(inside) <= MAX_SOCKET_PATH
    ? inside
    : join(tmpdir(), `solarmon-${name}.sock`);
}
