import { HostQueue } from "./host-queue.ts";
import { ModbusLink, type ModbusLinkOptions } from "./modbus-link.ts";
import type { ModbusHost } from "./modbus-socket.ts";

/** Shared by all of a process: many devices allow a single connection, whoever asks. */
const HOSTS = new HostQueue();

/**
 * Runs a task with the one connection that this process has to a host and port; others wait for their turn. The
 * connection ends with the task, so that clients elsewhere can have theirs.
 *
 * @throws what the task throws; `cancelled` when the signal fires before its turn
 */
export async function withModbusLink<T>(
  host: ModbusHost,
  options: ModbusLinkOptions,
  task: (link: ModbusLink) => Promise<T>,
): Promise<T> {
  const key = `${host.host.toLowerCase()}:${host.port ?? 502}`;
  const turn = async (): Promise<T> => {
    await using link = new ModbusLink(host, options);
    return await task(link);
  };
  return await HOSTS.run(key, turn, options.signal);
}
