/** How much the MQTT door takes. */
export interface MqttDoorLimits {
  /** Largest packet [bytes]; a larger message is set aside unread and acknowledged. Default 64 KiB. */
  readonly packetBytes: number;
  /** A packet that claims more than this ends the connection [bytes]. Default 8 MiB. */
  readonly skippedBytes: number;
  /** Messages of a connection that are not durable yet; over it its socket is not read. Default 1,000. */
  readonly inFlight: number;
  readonly connections: number;
  /** Messages for topics that are not the sender's, after which the connection ends. Default 20. */
  readonly wrongTopics: number;
  /** Time to log in [ms]. Default 10 s. */
  readonly connectTimeoutMs: number;
  /** How often credentials of open connections are looked up, so that a revoked one ends [ms]. Default 3 s. */
  readonly revocationCheckMs: number;
}

export const DEFAULT_DOOR_LIMITS: MqttDoorLimits = {
  packetBytes: 64 * 1024,
  skippedBytes: 8 * 1024 * 1024,
  inFlight: 1_000,
  connections: 10_000,
  wrongTopics: 20,
  connectTimeoutMs: 10_000,
  revocationCheckMs: 3_000,
};
