import type { SettingSources } from "./gather-settings.ts";

/** Where settings come from in a command. Nobody is asked when answers are for a program, or nobody is there. */
export function settingSources(isJson: boolean): SettingSources {
  const { stdin: input, stderr: output, env: environment } = process;
  const isAsked = !isJson && input.isTTY && output.isTTY;
  return { environment, input, terminal: isAsked ? { input, output } : null };
}
