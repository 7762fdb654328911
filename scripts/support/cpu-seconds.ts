import { readdir, readFile } from "node:fs/promises";

/** Linux counts in hundredths of a second, whatever the kernel's own clock does. */
const TICKS_PER_SECOND = 100;

interface ProcessTimes {
  readonly parent: number;
  /** Its own and that of children which have ended. */
  readonly ticks: number;
}

/** Processor time that all processes below this one have used [s], without its own; `NaN` where there is no `/proc`. */
export async function cpuSecondsOfChildren(): Promise<number> {
  const names = await readdir("/proc").catch(() => []);
  if (names.length === 0) return Number.NaN;
  const known = new Map<number, ProcessTimes>();
  for (const name of names) {
    const times = /^\d+$/.test(name) ? await timesOf(name) : undefined;
    if (times) known.set(Number(name), times);
  }
  let ticks = 0;
  for (const [pid, times] of known) if (isBelow(known, pid, process.pid)) ticks += times.ticks;
  return ticks / TICKS_PER_SECOND;
}

async function timesOf(pid: string): Promise<ProcessTimes | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => ""); // ended meanwhile
  // The name in brackets may hold anything; what follows it are numbers, the parent second.
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  if (fields.length < 15) return undefined;
  const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
  return { parent: Number(fields[1]), ticks };
}

function isBelow(known: ReadonlyMap<number, ProcessTimes>, pid: number, ancestor: number): boolean {
  for (let at = known.get(pid)?.parent; at !== undefined && at !== 0; at = known.get(at)?.parent)
    if (at === ancestor) return true;
  return false;
}
