import {
  createSourceEventStream,
  executeSubscriptionEvent,
  mapSourceToResponseEvent,
  validateSubscriptionArgs,
  type ExecutionArgs,
  type ExecutionResult,
} from "graphql";
import { print } from "graphql";

type Result = ExecutionResult | Promise<ExecutionResult>;

// Answers of an event by what was asked. Subscribers of one plant get the same event object, so that the second
// of those who ask the same is given the first one's answer: executing is the dear part of a fan-out.
const answers = new WeakMap<object, Map<string, Result>>();

function once(event: unknown, question: string, execute: () => Result): Result {
  if (typeof event !== "object" || event === null) return execute();
  let byQuestion = answers.get(event);
  if (!byQuestion) answers.set(event, (byQuestion = new Map<string, Result>()));
  let answer = byQuestion.get(question);
  if (answer === undefined) byQuestion.set(question, (answer = execute()));
  return answer;
}

/** Like `subscribe` of graphql-js, but each event is executed once for all who ask the same of it. */
export async function subscribeShared(
  args: ExecutionArgs,
): Promise<AsyncGenerator<ExecutionResult, void, void> | ExecutionResult> {
  const validated = validateSubscriptionArgs(args);
  if (!("schema" in validated)) return { errors: validated };
  const events = await createSourceEventStream(validated);
  if (!(Symbol.asyncIterator in events)) return events;
  const variables = JSON.stringify(args.variableValues ?? {});
  const question = `${print(args.document)}\n${args.operationName ?? ""}\n${variables}`;
  return mapSourceToResponseEvent(validated, events, (event) =>
    once(event.rootValue, question, () => executeSubscriptionEvent(event)),
  );
}
