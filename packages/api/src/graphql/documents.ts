import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  parse,
  specifiedRules,
  validate,
} from "graphql";
import { limitRule, MAX_TOKENS } from "./limits.ts";

/** A query text, parsed and checked against the schema and the limits. */
export type CheckedDocument =
  | { readonly ok: true; readonly document: DocumentNode }
  | { readonly ok: false; readonly errors: readonly GraphQLError[] };

const MAX_DOCUMENTS = 200;
const RULES = [...specifiedRules, limitRule];

function check(schema: GraphQLSchema, query: string): CheckedDocument {
  try {
    const document = parse(query, { maxTokens: MAX_TOKENS });
    const errors = validate(schema, document, RULES);
    return errors.length === 0 ? { ok: true, document } : { ok: false, errors };
  } catch (error) {
    if (error instanceof GraphQLError) return { ok: false, errors: [error] };
    throw error;
  }
}

/** Checks query texts, remembering the last few good ones: clients send the same again and again. */
export function createDocuments(schema: GraphQLSchema): (query: string) => CheckedDocument {
  const known = new Map<string, CheckedDocument>();
  return (query) => {
    const found = known.get(query);
    if (found) return found;
    const checked = check(schema, query);
    if (!checked.ok) return checked;
    known.set(query, checked);
    if (known.size > MAX_DOCUMENTS) known.delete(known.keys().next().value ?? "");
    return checked;
  };
}
