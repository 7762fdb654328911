import {
  type ASTVisitor,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type SelectionSetNode,
  type ValidationContext,
} from "graphql";

/** Deepest nesting of fields. The schema itself is five deep. */
const MAX_DEPTH = 10;
/** Most fields with every fragment written out, introspection apart. */
const MAX_FIELDS = 500;
/** Most tokens of a document: bounds the work of parsing and validating it. */
export const MAX_TOKENS = 3_000;

interface Size {
  readonly depth: number;
  readonly fields: number;
}

const EMPTY: Size = { depth: 0, fields: 0 };

function withSelection(total: Size, part: Size): Size {
  return { depth: Math.max(total.depth, part.depth), fields: total.fields + part.fields };
}

/** Measures selections, each fragment once: written out they can be exponentially large. */
function createMeter(context: ValidationContext): (selection: SelectionSetNode) => Size {
  const known = new Map<FragmentDefinitionNode, Size>();
  const measureFragment = (fragment: FragmentDefinitionNode | null | undefined): Size => {
    if (!fragment) return EMPTY;
    let size = known.get(fragment);
    if (!size) {
      known.set(fragment, EMPTY); // a cycle; another rule reports it
      size = measure(fragment.selectionSet);
      known.set(fragment, size);
    }
    return size;
  };
  const measure = ({ selections }: SelectionSetNode): Size => {
    let total = EMPTY;
    for (const node of selections) {
      if (node.kind === Kind.FRAGMENT_SPREAD)
        total = withSelection(total, measureFragment(context.getFragment(node.name.value)));
      else if (node.kind === Kind.INLINE_FRAGMENT)
        total = withSelection(total, measure(node.selectionSet));
      else if (!node.name.value.startsWith("__")) {
        const below = node.selectionSet ? measure(node.selectionSet) : EMPTY;
        total = withSelection(total, { depth: below.depth + 1, fields: below.fields + 1 });
      }
    }
    return total;
  };
  return measure;
}

/** Validation rule: operations of a bounded depth and size. Introspection of the schema is free. */
export function limitRule(context: ValidationContext): ASTVisitor {
  const measure = createMeter(context);
  return {
    OperationDefinition(node) {
      const { depth, fields } = measure(node.selectionSet);
      if (depth > MAX_DEPTH)
        context.reportError(tooBig(`The operation is ${depth} deep; ${MAX_DEPTH} is the limit.`));
      if (fields > MAX_FIELDS)
        context.reportError(
          tooBig(`The operation asks for ${fields} fields; ${MAX_FIELDS} is the limit.`),
        );
    },
  };
}

function tooBig(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: "too_large" } });
}
