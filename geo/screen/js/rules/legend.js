/**
 * The legend of what is drawn: one entry for each look, named by its classes and, where these pick it, sides.
 *
 * One rule in two languages; the cases of `tests/golden/legend.json` hold them together.
 *
 * @typedef {import("./dating.js").State} State
 * @typedef {import("./crowding.js").LookKey} LookKey
 *
 * @typedef {object} LegendItem One feature that is drawn.
 * @property {string} class "" of what says only whose it is: named by the sides alone, before all classes.
 * @property {LookKey} look
 * @property {State} state
 * @property {string[]} sides Keys of the palette whose colours it wears because its actors' sides pick them;
 *   else empty.
 *
 * @typedef {object} LegendLayer One layer and what is drawn of it; titles in the language asked for.
 * @property {string} id
 * @property {string} title
 * @property {{name: string, title: string}[]} classes In the order of the declaration.
 * @property {Record<string, string>} sides Titles by key, in the order of the palette.
 * @property {LegendItem[]} items In any order.
 *
 * @typedef {object} LegendEntry One look that is drawn; "stale" when all that is drawn so is stale.
 * @property {string} title
 * @property {State} state
 * @property {LookKey} look
 *
 * @typedef {object} LegendGroup The entries of one layer; `layer` is its id.
 * @property {string} layer
 * @property {string} title
 * @property {LegendEntry[]} entries
 */

/**
 * The legend, without the layers of which nothing is drawn.
 *
 * The title of an entry names the classes that share its look, in the order of the declaration; where sides
 * pick the colour, a colon and the sides follow, in the order of the palette. Entries stand in the order of
 * their first class, then of their sides.
 * @param {LegendLayer[]} layers In the order of the legend.
 * @param {string} [comma] What stands between the titles of two classes: "، " in Arabic.
 * @returns {LegendGroup[]}
 */
export function legend(layers, comma = ", ") {
  const drawn = layers.filter(({ items }) => items.length);
  return drawn.map((layer) => ({ layer: layer.id, title: layer.title, entries: entriesOf(layer, comma) }));
}

/**
 * @param {LegendLayer} layer
 * @param {string} comma
 * @returns {LegendEntry[]}
 */
function entriesOf(layer, comma) {
  /** @type {Map<LookKey, LegendItem[]>} */
  const alike = new Map();
  for (const item of layer.items) {
    const items = alike.get(item.look);
    if (items) items.push(item);
    else alike.set(item.look, [item]);
  }
  const keys = Object.keys(layer.sides);
  const found = [...alike].map(([look, items]) => {
    const classes = places(layer.classes, ({ name }) => items.some((item) => item.class === name));
    const sides = places(keys, (key) => items.some((item) => item.sides.includes(key)));
    const named = classes.map((i) => layer.classes[i].title).join(comma);
    const sided = sides.map((i) => layer.sides[keys[i]]).join(" / ");
    /** @type {State} */
    const state = items.every((item) => item.state === "stale") ? "stale" : "current";
    return {
      order: [classes[0] ?? -1, ...sides],
      entry: { title: [named, sided].filter(Boolean).join(": "), state, look },
    };
  });
  return found.sort((a, b) => compared(a.order, b.order)).map(({ entry }) => entry);
}

/**
 * The places in a list of what passes a test.
 * @template T
 * @param {T[]} list
 * @param {(one: T) => boolean} passes
 */
function places(list, passes) {
  return list.flatMap((one, i) => (passes(one) ? [i] : []));
}

/**
 * The first difference decides; what is a beginning of the other comes first.
 * @param {number[]} one
 * @param {number[]} other
 */
function compared(one, other) {
  const at = one.findIndex((number, i) => number !== other[i]);
  if (at < 0) return one.length - other.length;
  return at < other.length ? one[at] - other[at] : 1;
}
