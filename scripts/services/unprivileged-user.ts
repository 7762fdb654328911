import { readFile } from "node:fs/promises";

/** Whose process a service becomes. */
export interface ServiceUser {
  readonly uid: number;
  readonly gid: number;
}

/** For services that refuse to run as root: the user that PostgreSQL's package made; `undefined` where we are not root. */
export async function unprivilegedUser(): Promise<ServiceUser | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const lines = (await readFile("/etc/passwd", "utf8")).split("\n").map((line) => line.split(":"));
  const [, , uid, gid] =
    lines.find(([name]) => name === "postgres") ?? lines.find(([name]) => name === "nobody") ?? [];
  return { uid: Number(uid), gid: Number(gid) };
}
