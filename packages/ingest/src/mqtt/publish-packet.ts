const QOS = [0, 1, 2] as const;

/** A PUBLISH packet of MQTT 3.1.1, its payload as a place in the buffer it came in. */
export interface PublishPacket {
  readonly qos: 0 | 1 | 2;
  readonly isRetained: boolean;
  readonly topic: string;
  /** 0 with QoS 0. */
  readonly messageId: number;
  readonly payloadStart: number;
}

/**
 * Reads the PUBLISH whose fixed header starts at `start` and whose variable header starts at `body`.
 *
 * @returns `null` when it breaks the protocol
 */
export function publishPacket(
  buffer: Buffer,
  start: number,
  body: number,
  end: number,
): PublishPacket | null {
  const flags = buffer[start] ?? 0;
  const qos = QOS[(flags >> 1) & 3];
  const topicStart = body + 2;
  if (qos === undefined || topicStart > end) return null;
  const topicEnd = topicStart + (((buffer[body] ?? 0) << 8) | (buffer[body + 1] ?? 0));
  const payloadStart = qos === 0 ? topicEnd : topicEnd + 2;
  if (payloadStart > end) return null;
  const messageId = qos === 0 ? 0 : ((buffer[topicEnd] ?? 0) << 8) | (buffer[topicEnd + 1] ?? 0);
  if (qos > 0 && messageId === 0) return null;
  return {
    qos,
    isRetained: (flags & 1) === 1,
    topic: buffer.toString("latin1", topicStart, topicEnd),
    messageId,
    payloadStart,
  };
}
