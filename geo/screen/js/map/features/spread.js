/* Hands the layers their symbols for a zoom, moved aside by rules/crowding.js. */
import { spread } from "../../rules/crowding.js";

/** @typedef {import("../layers/evidence_layer.js").EvidenceLayer} EvidenceLayer */
/** @typedef {import("./items.js").MapSymbol} MapSymbol */
/** @typedef {import("./items.js").MapBlock} MapBlock */
/** @typedef {import("./items.js").PlacedItem} PlacedItem */
/** @typedef {import("./geometry.js").World} World */

/** The group of layers that the others stand on: what is there is no more moved than a dot. */
const GROUND = "Base";

/**
 * Hands every layer its symbols: the most important come first to their points, and dots, which are as large as
 * they are important, stay where they are, the small ones on top.
 * @param {EvidenceLayer[]} layers In drawing order.
 * @param {number} zoom
 * @param {import("./items.js").PixelBox[]} [closed] What stands over the map, in pixels of the world.
 */
export function spreadSymbols(layers, zoom, closed = []) {
  const scale = 2 ** zoom;
  /** @type {Map<string, { items: Map<string, PlacedItem>, symbols: MapSymbol[] }>} */
  const own = new Map();
  const points = layers.flatMap((layer) => {
    own.set(layer.id, { items: new Map(), symbols: [] });
    const fixed = Boolean(layer.spec.size_by) || layer.spec.group === GROUND;
    return layer.points(zoom).map(({ item, world, size }) => ({ layer: layer.id, item, world, size, fixed }));
  });
  const weight = (/** @type {PlacedItem} */ { properties }) => properties.importance ?? 0;
  points.sort((one, other) =>
    weight(one.item) - weight(other.item) ||
    (one.fixed ? -one.size : 0) - (other.fixed ? -other.size : 0)
  );
  const spots = points.map(({ layer, item, world, size, fixed }) => {
    own.get(layer)?.items.set(item.id, item);
    const [x, y] = [world[0] * scale, world[1] * scale];
    return {
      layer,
      look: item.properties.look,
      x,
      y,
      ids: [item.id],
      size,
      fixed,
      chip: item.look.faces?.[0],
    };
  });
  for (const { layer, ids, x, y, dx, dy, size, chips = [], block } of spread(spots, null, closed)) {
    const { items, symbols } =
      /** @type {{ items: Map<string, PlacedItem>, symbols: MapSymbol[] }} */ (own.get(layer));
    const stood = ids.map((id) => /** @type {PlacedItem} */ (items.get(id)));
    const [{ look }] = stood;
    const stands = {
      world: /** @type {World} */ ([x / scale, y / scale]),
      shift: /** @type {[number, number]} */ ([dx, dy]),
      size,
    };
    symbols.push({ items: stood, look, ...stands, block: block && blockOf(block, chips, stood) });
  }
  for (const layer of layers) layer.arrange(own.get(layer.id)?.symbols ?? []);
}

/**
 * A block with what each of its chips stands for.
 * @param {import("../../rules/blocks.js").Block} block
 * @param {{ chip: import("../../rules/crowding.js").LookKey }[]} chips
 * @param {PlacedItem[]} items
 * @returns {MapBlock}
 */
function blockOf({ chips: places, width, height }, chips, items) {
  return {
    width,
    height,
    chips: chips.map(({ chip }, i) => {
      const own = items.filter(({ look }) => look.faces?.[0] === chip);
      return { place: places[i], items: own, glyphs: [...new Set(own.map(({ look }) => look.symbol))] };
    }),
  };
}
