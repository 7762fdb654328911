import { access, constants, mkdir, rmdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

const PERIOD_US = 100_000;
/** The kernel makes a group's files: one that is not there is no file to make. */
const EXISTING = { flag: "r+" } as const;

/** Linux has control groups in two forms; a machine has the one or the other. */
interface Form {
  readonly root: string;
  /** Of the root, there when this form can hold processors. */
  readonly sign: string;
  limits(quotaUs: number): Readonly<Record<string, string>>;
}

const FORMS: readonly Form[] = [
  {
    root: "/sys/fs/cgroup/cpu",
    sign: "cpu.cfs_quota_us",
    limits: (quotaUs) => ({
      "cpu.cfs_period_us": String(PERIOD_US),
      "cpu.cfs_quota_us": String(quotaUs),
    }),
  },
  {
    root: "/sys/fs/cgroup",
    sign: "cgroup.subtree_control",
    limits: (quotaUs) => ({ "cpu.max": `${quotaUs} ${PERIOD_US}` }),
  },
];

/** Whether this machine lets us hold processes to a share of a processor. */
export async function canHoldToShare(): Promise<boolean> {
  return (await formHere()) !== undefined;
}

/**
 * Holds a process to a share of a processor, as a smaller machine would, until it ends; dispose of it after that.
 *
 * @param share - of one processor, e.g. 0.5
 * @throws when the machine does not let us; see `canHoldToShare`
 */
export async function holdToShare(pid: number, share: number): Promise<AsyncDisposable> {
  const form = await formHere();
  if (!form) throw new Error("this machine has no control groups that we may change");
  const folder = join(form.root, `solarmon-${pid}`);
  await mkdir(folder);
  for (const [file, text] of Object.entries(form.limits(Math.round(share * PERIOD_US))))
    await writeFile(join(folder, file), text, EXISTING);
  await writeFile(join(folder, "cgroup.procs"), String(pid), EXISTING);
  return { [Symbol.asyncDispose]: () => rmdir(folder) };
}

async function formHere(): Promise<Form | undefined> {
  for (const form of FORMS) {
    const isHere = await access(join(form.root, form.sign), constants.W_OK).then(
      () => true,
      () => false,
    );
    if (isHere) return form;
  }
  return undefined;
}
