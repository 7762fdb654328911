import { buildSchema, GraphQLObjectType, type GraphQLSchema } from "graphql";
import type { ApiServices } from "../services.ts";
import { createResolvers } from "./resolvers.ts";
import { SDL } from "./sdl.ts";

/** The schema of `schema.graphql` with its resolvers. */
export function createGraphqlSchema(services: ApiServices): GraphQLSchema {
  const schema = buildSchema(SDL);
  for (const [typeName, resolvers] of Object.entries(createResolvers(services))) {
    const type = schema.getType(typeName);
    if (!(type instanceof GraphQLObjectType)) throw new TypeError(`no object type ${typeName}`);
    const fields = type.getFields();
    for (const [name, resolver] of Object.entries(resolvers)) {
      const field = fields[name];
      if (!field) throw new TypeError(`no field ${typeName}.${name}`);
      if (typeName !== "Subscription") field.resolve = resolver;
      else {
        field.subscribe = resolver;
        field.resolve = (event) => event; // the source of the field is the event itself
      }
    }
  }
  return schema;
}
