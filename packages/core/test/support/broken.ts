/** `inner` with some methods replaced: how a fake is broken in one place. */
export function broken<Subject extends object>(
  inner: Subject,
  breakIt: (inner: Subject) => Partial<Subject>,
): Subject {
  const changes = breakIt(inner);
  return new Proxy(inner, {
    get(target, key): unknown {
      if (key in changes) return Reflect.get(changes, key);
      const value: unknown = Reflect.get(target, key);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

/** `value` without one of its keys. */
export function without<Value extends object, Key extends keyof Value>(
  value: Value,
  key: Key,
): Omit<Value, Key> {
  const { [key]: _, ...rest } = value;
  return rest;
}

/** All items. */
export async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** Items changed one by one. */
export async function* mapped<Item>(
  items: AsyncIterable<Item>,
  change: (item: Item) => Item,
): AsyncIterable<Item> {
  for await (const item of items) yield change(item);
}
