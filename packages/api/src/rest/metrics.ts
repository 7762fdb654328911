import type { AuditTrail } from "@solarmon/core";
import { performance } from "node:perf_hooks";

/** One figure in the terms of Prometheus. */
export interface Metric {
  /** e.g. `solarmon_readings_total`. */
  readonly name: string;
  readonly help: string;
  readonly type: "counter" | "gauge";
  readonly value: number;
  readonly labels?: Readonly<Record<string, string>>;
}

function labelText(labels: Readonly<Record<string, string>> | undefined): string {
  const entries = Object.entries(labels ?? {});
  if (entries.length === 0) return "";
  const escaped = entries.map(([name, value]) => {
    const safe = value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
    return `${name}="${safe}"`;
  });
  return `{${escaped.join(",")}}`;
}

/** Metrics in the text format of Prometheus 0.0.4. Those of one name must follow each other. */
export function metricsText(metrics: Iterable<Metric>): string {
  const lines: string[] = [];
  let last = "";
  for (const { name, help, type, value, labels } of metrics) {
    if (name !== last) lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`);
    last = name;
    lines.push(`${name}${labelText(labels)} ${value}`);
  }
  return `${lines.join("\n")}\n`;
}

/** Counts what the API itself does. */
export class ApiMetrics {
  readonly #audit: Pick<AuditTrail, "lostEntries">;
  readonly #requests = new Map<string, { route: string; status: string; count: number }>();
  sockets = 0;
  subscriptions = 0;

  constructor(audit: Pick<AuditTrail, "lostEntries">) {
    this.#audit = audit;
  }

  countRequest(route: string, status: number): void {
    const family = `${Math.floor(status / 100)}xx`;
    const key = `${route} ${family}`;
    const entry = this.#requests.get(key);
    if (entry) entry.count++;
    else this.#requests.set(key, { route, status: family, count: 1 });
  }

  *[Symbol.iterator](): Iterator<Metric> {
    for (const { route, status, count } of this.#requests.values())
      yield {
        name: "solarmon_http_requests_total",
        help: "HTTP requests answered, by route and status.",
        type: "counter",
        value: count,
        labels: { route, status },
      };
    yield {
      name: "solarmon_audit_lost_total",
      help: "Acts that the audit log could not keep; they stand in the server's log.",
      type: "counter",
      value: this.#audit.lostEntries,
    };
    yield gauge("solarmon_websockets", "Open WebSockets.", this.sockets);
    yield gauge("solarmon_subscriptions", "Open subscriptions.", this.subscriptions);
    yield gauge("process_resident_memory_bytes", "Resident memory.", process.memoryUsage.rss());
    const cpu = process.cpuUsage();
    yield {
      name: "process_cpu_seconds_total",
      help: "User and system time.",
      type: "counter",
      value: (cpu.user + cpu.system) / 1e6,
    };
    yield gauge(
      "process_start_time_seconds",
      "Start of the process since 1970.",
      performance.timeOrigin / 1_000,
    );
  }
}

function gauge(name: string, help: string, value: number): Metric {
  return { name, help, type: "gauge", value };
}
