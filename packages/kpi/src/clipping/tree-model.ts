/** A tree of an XGBoost model file, as its JSON says it. */
export interface XgboostTree {
  readonly left_children: readonly number[];
  readonly right_children: readonly number[];
  readonly split_indices: readonly number[];
  readonly split_conditions: readonly number[];
  readonly default_left: readonly (number | boolean)[];
}

/** The parts of an XGBoost JSON model file (`binary:logistic`, `gbtree`) that are read. */
export interface XgboostModel {
  readonly learner: {
    readonly feature_names?: readonly string[];
    readonly gradient_booster: { readonly model: { readonly trees: readonly XgboostTree[] } };
    readonly learner_model_param?: { readonly base_score?: string };
  };
}

/** Trees in flat columns, ready to be walked. */
export interface Trees {
  readonly features: number;
  readonly baseMargin: number;
  readonly roots: Int32Array;
  readonly feature: Int32Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly missing: Int32Array;
  /** Split, or the value of a leaf (`left` −1). */
  readonly value: Float32Array;
}

function baseMargin(model: XgboostModel): number {
  const text = model.learner.learner_model_param?.base_score ?? "0.5";
  const score = Number(text.replaceAll(/[[\]]/g, ""));
  return Math.log(score / (1 - score));
}

/**
 * Reads a gradient-boosted classifier from the parsed JSON of its model file.
 *
 * @param model - `JSON.parse` of an XGBoost model file with one output
 * @throws TypeError when it holds no trees
 * @see T. Chen, C. Guestrin, KDD 2016, doi:10.1145/2939672.2939785
 * @example
 * const tree = {
 *   left_children: [1, -1, -1],
 *   right_children: [2, -1, -1],
 *   split_indices: [6, 0, 0],
 *   split_conditions: [0.55, -2, 2],
 *   default_left: [1, 0, 0],
 * };
 * const trees = readTrees({ learner: { gradient_booster: { model: { trees: [tree] } } } });
 * trees.roots.length; // 1
 */
export function readTrees(model: XgboostModel): Trees {
  const { trees } = model.learner.gradient_booster.model;
  if (trees.length === 0) throw new TypeError("the model file holds no trees");
  const nodes = trees.reduce((sum, tree) => sum + tree.left_children.length, 0);
  const flat = {
    roots: new Int32Array(trees.length),
    feature: new Int32Array(nodes),
    left: new Int32Array(nodes),
    right: new Int32Array(nodes),
    missing: new Int32Array(nodes),
    value: new Float32Array(nodes),
  };
  let next = 0;
  for (const [index, tree] of trees.entries()) {
    flat.roots[index] = next;
    for (const [node, child] of tree.left_children.entries()) {
      const at = next + node;
      const other = tree.right_children[node]!;
      flat.left[at] = child < 0 ? -1 : next + child;
      flat.right[at] = child < 0 ? -1 : next + other;
      flat.missing[at] = tree.default_left[node] ? flat.left[at] : flat.right[at];
      flat.feature[at] = tree.split_indices[node]!;
      flat.value[at] = tree.split_conditions[node]!;
    }
    next += tree.left_children.length;
  }
  return { ...flat, features: Math.max(...flat.feature) + 1, baseMargin: baseMargin(model) };
}

/** Sum of the leaves that `features` (from `offset`) reach, in single precision as XGBoost sums; above 0: class 1. */
export function marginOf(trees: Trees, features: Float32Array, offset: number): number {
  let margin = 0;
  for (let index = 0; index < trees.roots.length; index++) {
    let node = trees.roots[index]!;
    while (trees.left[node]! >= 0) {
      const value = features[offset + trees.feature[node]!]!;
      if (value !== value) node = trees.missing[node]!;
      else if (value < trees.value[node]!) node = trees.left[node]!;
      else node = trees.right[node]!;
    }
    margin = Math.fround(margin + trees.value[node]!);
  }
  return margin + trees.baseMargin;
}
