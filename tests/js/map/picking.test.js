/** What is picked on the map: the order of hits, the cards of a click, what is ringed. */
import assert from "node:assert/strict";
import { Picking } from "../../../geo/screen/js/map/picking.js";

/**
 * @param {any[]} layers
 * @param {Record<string, any>} [state]
 */
function picking(layers, state = {}) {
  /** @type {any[]} */
  const [opened, changes] = [[], []];
  /** @type {Map<string, (event: any) => void>} */
  const events = new Map();
  const map = {
    map: {
      on: (/** @type {string} */ name, /** @type {any} */ act) => events.set(name, act),
      getContainer: () => ({ addEventListener: () => {}, style: {} }),
      getZoom: () => 6,
    },
    state: { sel: "", ...state },
    sketching: { takes: () => false },
    ground: { districtAt: () => null },
    cards: {
      picked: false,
      hits: [],
      lay: (/** @type {any} */ hits) => opened.push(hits.map((/** @type {any} */ { id }) => id)),
    },
    side: { open: "" },
    layers: new Map(layers.map((layer) => [layer.id, layer])),
    change: (/** @type {any} */ part) => changes.push(part),
    paintedLayers: () => layers,
    tidySoon: () => changes.push("tidy"),
    rings: { repaint: () => {} },
  };
  const made = new Picking(/** @type {any} */ (map));
  const click = () => events.get("click")?.({ latlng: { lat: 30, lng: 10 }, layerPoint: { x: 0, y: 0 } });
  return { made, map, opened, changes, click };
}

/** @type {(id: string, rank: number, distance: number, order: number) => any} */
const hit = (id, rank, distance, order) => ({
  ...{ id, rank, distance, layer: { spec: { order } } },
  item: { id, properties: { id } },
});

Deno.test("symbols come before lines before areas, the nearest first, then what lies above", () => {
  const hits = [
    hit("area", 2, 0, 9),
    hit("far", 0, 3, 9),
    hit("low", 0, 1, 1),
    hit("high", 0, 1, 2),
    hit("line", 1, 0, 1),
  ];
  const { made, opened, changes, click } = picking([{ id: "a", hits: () => hits }]);
  assert.deepEqual(made.hitsAt({ x: 0, y: 0 }).map(({ id }) => id), ["high", "low", "far", "line", "area"]);
  click();
  assert.deepEqual(opened, [["high", "low", "far", "line", "area"]]);
  assert.deepEqual(changes, [{ sel: "high", tab: "inspect" }]);
});

Deno.test("a click on nothing takes the selection away, once", () => {
  const selected = picking([], { sel: "sabha" });
  selected.click();
  assert.deepEqual([selected.changes, selected.opened], [[{ sel: "" }], []]);
  const free = picking([]);
  free.click();
  assert.deepEqual(free.changes, []);
});

Deno.test("what nobody knows the place of is opened as cards, beside a brief that is open", () => {
  const items = [{ id: "a", shape: null }, { id: "b", shape: {} }, { id: "c", shape: null }];
  const { made, map, opened, changes } = picking([{ id: "energy", visible: items }]);
  map.side.open = "brief";
  made.showUnplaced("energy");
  assert.deepEqual([opened, changes], [[["a", "c"]], [{ sel: "a", tab: "brief" }]]);
  made.showUnplaced("unknown");
  assert.equal(opened.length, 1);
});

Deno.test("what is claimed about a place is ringed with it; a layer is painted again only where that differs", () => {
  let painted = 0;
  const items = [
    { id: "claim-1", properties: { id: "claim-1", derived: false, place: "sabha" } },
    { id: "brak", properties: { id: "brak" } },
  ];
  const layer = {
    ...{ id: "control", items, placed: items, selected: new Set(), version: 0 },
    seen: () => (/** @type {any} */ { id }) => id === "brak" || layer.selected.has(id),
    repaint: () => (painted += 1),
  };
  const { made, changes } = picking([layer]);
  made.mark(["sabha"]);
  assert.deepEqual([...layer.selected], ["claim-1"]);
  assert.deepEqual(
    [painted, layer.version, changes],
    [1, 1, ["tidy"]],
    "it was not drawn at this zoom before",
  );
  made.mark(["sabha"]);
  assert.equal(painted, 1);
  made.mark([]);
  assert.deepEqual([layer.selected.size, painted], [0, 2]);
});
