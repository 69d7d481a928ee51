/* What a layer of the evidence is given, and what it makes of that: features, symbols, blocks of chips. Types alone. */

/** @typedef {import("./geometry.js").Shape} Shape */
/** @typedef {import("./geometry.js").World} World */
/** @typedef {import("../painting/look.js").Look} Look */
/** @typedef {import("../painting/look.js").State} State */
/** @typedef {Record<string, any>} Properties The columns of a feature, with from_day, to_day, stale_day, look, sides. */
/** @typedef {{ x: number, y: number, width: number, height: number }} PixelBox In layer points. */
/** @typedef {import("../../state/catalogue.js").LayerSpec} LayerSpec */
/**
 * @typedef {object} HolderName Who holds an area, written on it; it stands for neighbours that are held alike.
 * @property {string} district
 * @property {string} from_day
 * @property {string} to_day
 * @property {[lon: number, lat: number]} at
 * @property {string} side Key of the palette, "" = of several.
 * @property {Record<string, [name: string, nameArabic: string]>} texts By policy, "" = none.
 */
/**
 * @typedef {object} Collection
 * @property {{ properties: Properties, geometry: import("./geometry.js").Geometry }[]} features
 * @property {Look[]} looks
 * @property {Look[]} [faces] What the legend shows of chips.
 * @property {HolderName[]} [names]
 */
/**
 * @typedef {object} Item A feature as the map holds it.
 * @property {string} id
 * @property {Properties} properties
 * @property {Shape | null} shape null = nobody knows where it is.
 * @property {Look} look
 * @property {State} state On the day shown.
 */
/** @typedef {Item & { shape: Shape }} PlacedItem */
/**
 * @typedef {object} MapSymbol What stands on the map for one feature, or for several that would cover each other.
 * @property {PlacedItem[]} items
 * @property {Look} look
 * @property {World} world Its true point.
 * @property {[number, number]} shift From there to the symbol, in pixels: it may be moved aside.
 * @property {number} size Pixels.
 * @property {MapBlock} [block] Of chips.
 */
/**
 * @typedef {object} MapBlock
 * @property {{ place: [x: number, y: number, width: number], items: PlacedItem[], glyphs: string[] }[]} chips `place`
 *   from the middle of the block.
 * @property {number} width
 * @property {number} height
 */
/** @typedef {{ layer: import("../layers/evidence_layer.js").EvidenceLayer, item: Item, id: string, rank: number, distance: number, point?: World }} Hit with the true point of its symbol */
