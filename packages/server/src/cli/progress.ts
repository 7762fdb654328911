const BAR_WIDTH = 30;
const EVERY_MS = 100;

/** Shows how far long work is. */
export interface Progress extends Disposable {
  /** @param share - 0–1 */
  update(share: number, what: string): void;
  /** Removes the bar, so that text can follow. Once or more often. */
  [Symbol.dispose](): void;
}

/** A bar on a terminal; in JSON a line per whole per cent on standard output; else nothing. */
export function createProgress(isJson: boolean): Progress {
  if (isJson) return jsonProgress();
  return process.stderr.isTTY
    ? barProgress()
    : { update: () => undefined, [Symbol.dispose]: () => undefined };
}

function jsonProgress(): Progress {
  let shown = -1;
  return {
    update: (share) => {
      const percent = Math.floor(share * 100);
      if (percent <= shown) return;
      shown = percent;
      process.stdout.write(`${JSON.stringify({ progressPercent: percent })}\n`);
    },
    [Symbol.dispose]: () => undefined,
  };
}

function barProgress(): Progress {
  let drawnAt = -Infinity;
  const startedAt = performance.now();
  return {
    update: (share, what) => {
      const now = performance.now();
      if (now - drawnAt < EVERY_MS && share < 1) return;
      drawnAt = now;
      const full = Math.round(Math.min(1, share) * BAR_WIDTH);
      const bar = "█".repeat(full) + "░".repeat(BAR_WIDTH - full);
      const left = share > 0.02 ? ((now - startedAt) * (1 - share)) / share / 1000 : Number.NaN;
      const rest = Number.isNaN(left) ? "" : `, ${Math.ceil(left)} s left`;
      process.stderr.write(`\r\u001B[K${bar} ${Math.floor(share * 100)} %  ${what}${rest}`);
    },
    [Symbol.dispose]: () => {
      process.stderr.write("\r\u001B[K");
    },
  };
}
