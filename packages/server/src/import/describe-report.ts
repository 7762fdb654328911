import type { Reject, RejectSummary } from "./rejects.ts";
import type { ImportReport } from "./run-import.ts";

/** What an import came to, in words. */
export function describeReport(report: ImportReport, rejectsFile: string | undefined): string {
  return [
    ...describeRejects(report.rejects, rejectsFile),
    `${report.rows} rows read in ${report.seconds.toFixed(1)} s: ${describeVerdicts(report)}`,
    ...describeDevices(report),
    ...describeRepeat(report),
  ].join("\n");
}

function describeVerdicts(report: ImportReport): string {
  const { stored, duplicate, replaced, outranked, accepted } = report;
  const parts = [`${stored} readings stored`];
  if (accepted > 0) parts.push(`${accepted} safe in the stream until a worker stores them`);
  if (replaced > 0) parts.push(`${replaced} replaced`);
  if (duplicate > 0) parts.push(`${duplicate} known already`);
  if (outranked > 0) parts.push(`${outranked} kept behind better ones`);
  return parts.join(", ");
}

function describeDevices({ devices, intervalMs, timeFormat, timeZone }: ImportReport): string[] {
  const made = devices.filter(({ isNew }) => isNew).length;
  const interval = intervalMs === null ? "of no fixed interval" : `every ${intervalMs / 1000} s`;
  return [
    `${devices.length} devices (${made} new), ${interval}; times read as ${timeFormat} in ${timeZone}`,
  ];
}

function describeRepeat(report: ImportReport): string[] {
  const isUnchanged = report.stored + report.replaced + report.accepted === 0;
  if (report.isRepeated && isUnchanged)
    return ["This file was imported before in the same way: nothing changed."];
  if (report.resumedAfterRows > 0)
    return [`Went on after row ${report.resumedAfterRows}, where an earlier run had stopped.`];
  return [];
}

function describeRejects(rejects: RejectSummary, rejectsFile: string | undefined): string[] {
  if (rejects.rows + rejects.values === 0) return [];
  const reasons = Object.entries(rejects.byReason).map(([reason, count]) => `${count} ${reason}`);
  const rest = rejects.rows + rejects.values - rejects.samples.length;
  const where = rejectsFile ? `all are in ${rejectsFile}` : "list them all with --rejects FILE";
  return [
    `Refused: ${rejects.rows} rows and ${rejects.values} single values (${reasons.join(", ")})`,
    ...rejects.samples.map(describeReject),
    ...(rest > 0 ? [`  … and ${rest} more; ${where}`] : []),
    "",
  ];
}

function describeReject({ line, reason, detail, device }: Reject): string {
  return `  line ${line}${device === undefined ? "" : `, ${device}`}: ${reason}: ${detail}`;
}
