import type { GraphqlContext } from "./context.ts";

/** A resolver. The schema guarantees what source and arguments are, so each resolver states its own types. */
type Resolver = {
  resolve(source: unknown, args: unknown, context: GraphqlContext): unknown;
}["resolve"];

/** Resolvers of a type by field. */
export type FieldResolvers = Readonly<Record<string, Resolver>>;
