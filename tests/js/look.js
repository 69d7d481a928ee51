/** A look document and looks to paint with. */

/** @typedef {import("../../geo/screen/js/map/painting/look.js").Look} Look */
/** @typedef {import("../../geo/screen/js/map/painting/look.js").LookDocument} LookDocument */

const GROUND = {
  sea: "#DDEEFF",
  land: "#FFFFEE",
  neighbours: "#EEEEDD",
  border: "#888888",
  district: "#CCCCCC",
  label: "#333333",
  halo: "#FAFAFA",
};

const TYPE = { size: 11, weight: 400, height: 15 };

/** @type {LookDocument} */
export const LOOK = {
  sketch: { casing: "#FFFFFF", core: "#A8006D", casing_width: 5, width: 2.4, dot: 4.5, core_dot: 3.2 },
  ground: GROUND,
  ground_dark: { ...GROUND },
  symbol: {
    edge_width: 1,
    casing_width: 1,
    stale_dash: [2, 2],
    stale_dash_from: 12,
    other_half: 0.5,
    legend_size: 18,
  },
  hollow: "#FBF9F4",
  chip: { paper: "#FFFFFF", stale_tint: 0.1, letters: 0.6, glyph: 0.7, corner: 0.2 },
  ring: { dash: [3, 4], width: 1, from_share: 0.75, widest_m: 100000 },
  screen: {
    above_of_two: 40,
    libya: [9, 19, 25, 33],
    above: 28,
    above_narrow: 72,
    roomy: 900,
    between: 400,
    barred: 700,
    bar: 42,
    credit: 66,
    district_width: 1,
    border_width: 1,
    home_width: 2,
    sea: { name_en: "Sea", name_ar: "بحر", at: [18, 34] },
    type: { place: [TYPE], feature: [TYPE], area: TYPE, country: TYPE, sea: TYPE },
  },
  leader: { width: 1, halo_width: 2 },
  chosen: { radius: 15, width: 2, halo_width: 5 },
  differing: {
    gap: 2.5,
    alone: 7,
    loud: { width: 2, halo_width: 4.5, dash: [] },
    quiet: { width: 1, halo_width: 1.6, dash: [1.5, 3] },
  },
  zoom: { importance: [0, 7, 8.5], smallest: 1, small_until: 5, full_from: 6.5 },
  line: {
    casing_width: 1,
    dashed: [8, 5],
    dotted: [1, 4],
    dashdot: [7, 3, 1, 3],
    dense: [3, 2],
    long: [13, 6],
    corridor_from: 2,
    corridor_limit: 160,
    arrow_from: 36,
    arrow: [[6, 0], [-4, 5], [-4, -5]],
    glyph_from: 64,
    glyph_back: 14,
    glyph_radius: 7.5,
    glyph_size: 17,
    bundle_near: 10,
    bundle_step: 6,
  },
  area: {
    hatch_width: 4,
    hatch_step: 8.5,
    hatch_angle: 45,
    other_stripe: 0.45,
    lines_width: 1.5,
    lines_step: 8,
    lines_opacity: 0.55,
    dots_radius: 1,
    dots_step: 8,
    dots_opacity: 0.6,
    band_width: 9,
  },
  label: { halo_width: 2.5 },
  state: {
    current: {
      area_fill: 1,
      area_edge: 1,
      line: 1,
      corridor: 0.2,
      symbol_fill: 1,
      ring: 0.6,
      dotted: false,
    },
    stale: {
      area_fill: 0.5,
      area_edge: 0.7,
      line: 0.7,
      corridor: 0.1,
      symbol_fill: 0.5,
      ring: 0.6,
      dotted: true,
    },
  },
  symbols: { grid: 24, symbols: { dot: { paths: [] } } },
};

/** @type {Look} */
export const POINT = {
  kind: "point",
  symbol: "dot",
  size: 20,
  fill: "#0000FF",
  edge: "#000088",
  ink: "#FFFFFF",
  hatch: "",
  line: "solid",
  width: 0,
  arrow: false,
  tint: 0.4,
};
/** @type {Look} */
export const LINE = { ...POINT, kind: "line", symbol: "", size: 0, line: "dashed", width: 3, arrow: true };
/** @type {Look} */
export const AREA = { ...POINT, kind: "area", symbol: "", size: 0, ink: "", width: 1.2 };
