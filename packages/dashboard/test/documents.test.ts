import { buildSchema, parse, validate } from "graphql";
import { describe, expect, it } from "vitest";
import schemaText from "../../api/schema.graphql?raw";
import * as documents from "../src/api/documents.ts";

describe("documents", () => {
  const schema = buildSchema(schemaText);

  it.each(Object.entries(documents))("%s fits the schema", (_name, document) => {
    expect(validate(schema, parse(document))).toEqual([]);
  });
});
