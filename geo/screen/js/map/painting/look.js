/* What the painters are given: looks, what a state does to them, and what /api/look says. Types alone. */

/** @typedef {import("../../rules/dating.js").State} State */
/** @typedef {[across: number, down: number]} Offset In pixels. */
/**
 * @typedef {object} Look
 * @property {"point" | "line" | "area"} kind
 * @property {string} symbol Its name, "" where it is no point.
 * @property {number} size Pixels of the symbol.
 * @property {string} fill Colour; "" = none.
 * @property {string} edge
 * @property {string} ink Of the glyph on the fill; of an area, the core of a double edge, "" = a single one.
 * @property {string} hatch What lies over an area or divides a symbol: "stripes #AAAAAA #BBBBBB", "lines 45 #AAAAAA",
 *   "dots #AAAAAA", "halves #AAAAAA #BBBBBB", or "".
 * @property {string} line solid, dashed or dotted.
 * @property {number} width Pixels.
 * @property {number} tint Opacity of the fill of an area, before that of its state.
 * @property {boolean} arrow Whether a line shows its direction.
 * @property {string} [letters] Of the country whose chip it is.
 * @property {number[]} [faces] Of a chip, places of what the legend shows: whose it is, and what.
 */
/**
 * @typedef {object} StateStyle Opacities of what is painted in a state, and whether its edges and lines are dotted.
 * @property {number} area_fill
 * @property {number} area_edge
 * @property {number} line
 * @property {number} corridor
 * @property {number} symbol_fill
 * @property {number} ring
 * @property {boolean} dotted
 */
/** @typedef {{ sea: string, land: string, neighbours: string, border: string, district: string, label: string, halo: string }} Ground */
/** @typedef {{ paths: { d: string, role: string }[] }} SymbolPaths */
/**
 * @typedef {object} Screen What the map and the picture that stands before it share.
 * @property {[west: number, south: number, east: number, north: number]} libya
 * @property {number} above
 * @property {number} above_narrow
 * @property {number} above_of_two
 * @property {number} roomy
 * @property {number} between
 * @property {number} barred
 * @property {number} bar
 * @property {number} credit
 * @property {number} district_width
 * @property {number} border_width
 * @property {number} home_width
 * @property {{ name_en: string, name_ar: string, at: [number, number] }} sea
 * @property {Record<"place" | "feature", TypeStyle[]> & Record<"area" | "country" | "sea", TypeStyle>} type
 */
/** @typedef {{ size: number, weight: number, height: number }} TypeStyle Of a name, a place by its rank. */
/**
 * @typedef {object} LookDocument What /api/look says.
 * @property {Ground} ground
 * @property {Ground} ground_dark
 * @property {string} hollow The fill of what nobody is known to claim.
 * @property {{ edge_width: number, casing_width: number, stale_dash: number[], stale_dash_from: number, other_half: number, legend_size: number }} symbol
 * @property {{ dash: number[], width: number, from_share: number, widest_m: number }} ring
 * @property {{ casing_width: number, dashed: number[], dotted: number[], dashdot: number[], dense: number[], long: number[], corridor_from: number, corridor_limit: number, arrow_from: number, arrow: Offset[], glyph_from: number, glyph_back: number, glyph_radius: number, glyph_size: number, bundle_near: number, bundle_step: number }} line
 * @property {{ hatch_width: number, hatch_step: number, hatch_angle: number, other_stripe: number, lines_width: number, lines_step: number, lines_opacity: number, dots_radius: number, dots_step: number, dots_opacity: number, band_width: number }} area
 * @property {{ halo_width: number }} label
 * @property {Screen} screen
 * @property {{ width: number, halo_width: number }} leader
 * @property {{ radius: number, width: number, halo_width: number }} chosen
 * @property {{ gap: number, alone: number, loud: import("./outline.js").Pen, quiet: import("./outline.js").Pen }} differing
 * @property {{ importance: number[], smallest: number, small_until: number, full_from: number }} zoom
 * @property {import("../layers/sketch_layer.js").SketchLook} sketch
 * @property {Record<State, StateStyle>} state
 * @property {import("./chips.js").ChipLook} chip
 * @property {{ grid: number, symbols: Record<string, SymbolPaths> }} symbols
 */
