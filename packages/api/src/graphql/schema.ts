import { buildSchema, type GraphQLField, GraphQLObjectType, type GraphQLSchema } from "graphql";
import type { ApiServices } from "../services.ts";
import { deviceResolvers, plantResolvers, queryResolvers } from "./query-resolvers.ts";
import type { FieldResolvers } from "./resolver.ts";
import { SDL } from "./sdl.ts";
import { subscriptionResolvers } from "./subscription-resolvers.ts";

function fieldOf(
  schema: GraphQLSchema,
  typeName: string,
  name: string,
): GraphQLField<unknown, never> {
  const type = schema.getType(typeName);
  const field = type instanceof GraphQLObjectType ? type.getFields()[name] : undefined;
  if (!field) throw new TypeError(`schema.graphql has no ${typeName}.${name}`);
  return field;
}

function attach(schema: GraphQLSchema, typeName: string, resolvers: FieldResolvers): void {
  for (const [name, resolver] of Object.entries(resolvers))
    fieldOf(schema, typeName, name).resolve = resolver;
}

/** The schema of `schema.graphql` with its resolvers. Fields without one are properties of their source. */
export function createGraphqlSchema(services: ApiServices): GraphQLSchema {
  const schema = buildSchema(SDL);
  attach(schema, "Query", queryResolvers(services));
  attach(schema, "Plant", plantResolvers(services));
  attach(schema, "Device", deviceResolvers());
  for (const [name, events] of Object.entries(subscriptionResolvers(services))) {
    const field = fieldOf(schema, "Subscription", name);
    field.subscribe = events;
    field.resolve = (event) => event; // the source of the field is the event itself
  }
  return schema;
}
