import type { MessageReader } from "../message-reader.ts";
import { DefinitionPart } from "./definition-part.ts";
import { readTopic } from "./read-topic.ts";
import { TOPIC_KEYS, topicReaderOf } from "./topic-reader.ts";

/**
 * Reads messages as a mapping says.
 *
 * @param definition - see `MqttMappingDefinition`; JSON from a user, so anything may come
 * @throws {@link MqttMappingError} which key, and what is allowed there
 */
export function createMappingReader(definition: unknown): MessageReader {
  const readers = new DefinitionPart(definition, "", ["topics"])
    .parts("topics", "a list with at least one topic", TOPIC_KEYS)
    .map(topicReaderOf);
  return {
    topics: [...new Set(readers.map(({ topic }) => topic))],
    read(message, sink) {
      const levels = message.topic.split("/");
      let isKnown = false;
      for (const reader of readers) {
        const found = reader.pattern.match(levels);
        if (!found) continue;
        isKnown = true;
        readTopic(reader, found, message, sink);
      }
      if (!isKnown)
        sink.problems.addOnce(
          message.topic,
          sink.path,
          "unknown_field",
          "the mapping has no such topic",
        );
    },
  };
}
