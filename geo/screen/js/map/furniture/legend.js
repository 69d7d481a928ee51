/* What rules/legend.js is asked for the layers on the map. */
import { legend } from "../../rules/legend.js";
import { named } from "../../shared/names.js";
import { countOf } from "../layers/large_layer.js";

/** @typedef {import("../layers/evidence_layer.js").EvidenceLayer} EvidenceLayer */
/** @typedef {import("../features/items.js").PlacedItem} PlacedItem */
/** @typedef {import("../painting/look.js").Look} Look */
/** @typedef {import("../painting/look.js").State} State */
/** @typedef {Record<string, { title: string, title_ar: string, colour?: string, country?: boolean }>} Sides By their key, in the order of the palette. */
/** @typedef {{ title: string, state: State, look: Look }} Entry */
/** @typedef {{ layer: string, title: string, entries: Entry[] }} Section */

const ARABIC_COMMA = "، ";

/**
 * The name under which the legend knows a class: areas apart where they have their own title.
 * @param {import("../../state/catalogue.js").ClassSpec} declared
 * @param {Look["kind"]} kind
 */
const className = (declared, kind) =>
  kind === "area" && declared.title_area ? `${declared.name}/area` : declared.name;

/**
 * Those of all that have a colour whose features a layer has: sides, of chips countries too.
 * @param {EvidenceLayer} layer
 * @param {Sides} sides
 */
const ownSides = (layer, sides) =>
  layer.spec.colour_by === "country"
    ? sides
    : Object.fromEntries(Object.entries(sides).filter(([, { country }]) => !country));

/**
 * The sections of the legend, in the order of their layers; layers of which nothing is taken have none.
 * @param {EvidenceLayer[]} layers In the order of the legend.
 * @param {Sides} sides As they are called on the day.
 * @param {string} lang
 * @param {(layer: EvidenceLayer) => { item: PlacedItem, state: State }[]} taken What of a layer is explained.
 * @returns {Section[]}
 */
export function legendOf(layers, sides, lang, taken) {
  const title = (/** @type {Record<string, any>} */ one) => named(one, lang, "title");
  return layers.flatMap((layer) => {
    const sideTitles = Object.fromEntries(
      Object.entries(ownSides(layer, sides)).map(([key, side]) => [key, title(side)]),
    );
    const items = taken(layer).map(({ item: { properties, look }, state }) => ({
      class: className(layer.spec.classes[properties.class], look.kind),
      look: properties.look,
      state,
      sides: properties.sides ? properties.sides.split("|") : [],
    }));
    const declared = Object.values(layer.spec.classes);
    const classes = [
      ...declared.map((one) => ({ name: one.name, title: title(one) })),
      ...declared.filter((one) => one.title_area).map((one) => ({
        name: className(one, "area"),
        title: named(one, lang, "title_area"),
      })),
    ];
    const asked = { id: layer.id, title: title(layer.spec), classes, sides: sideTitles, items };
    return legend([asked], lang === "ar" ? ARABIC_COMMA : undefined).map((group) => ({
      ...group,
      entries: group.entries.map((entry) => ({ ...entry, look: layer.looks[Number(entry.look)] })),
    }));
  });
}

/**
 * @typedef {object} ClassEntry A class of a layer, or several that look the same, as the legend on the map has it.
 * @property {string} title
 * @property {{ look: Look, state: State }[]} swatches One for each look: who holds it picks the colour.
 * @property {number} count Of its features in view.
 * @property {string[]} keys `<layer>.<class>` of what it switches.
 * @property {boolean} on Whether it is shown.
 */

/** @typedef {{ title: string, look: Look, count: number, key: string, on: boolean }} Holder `key` is `<layer>.<side>`. */

/** Classes that look the same are named one by one up to so many, then by their layer. */
const NAMED = 3;

/**
 * What of a layer stands in the legend on the map: each class once, also one that is switched off.
 * @param {EvidenceLayer} layer
 * @param {Sides} sides As they are called on the day.
 * @param {import("../../state/view.js").View} view
 * @param {PlacedItem[]} [inView] What of it is explained.
 * @returns {{ title: string, holders: Holder[], entries: ClassEntry[] }}
 */
export function explainedClasses(layer, sides, { lang, filters }, inView = layer.itemsInView()) {
  // As the panel calls it.
  const title = named(layer.spec, lang, "title_short");
  const hidden = new Set(filters.hide ?? []);
  const off = new Set(filters.side ?? []);
  /** @type {Map<string, ClassEntry>} */
  const alike = new Map();
  for (const declared of Object.values(layer.spec.classes)) {
    const key = `${layer.id}.${declared.name}`;
    const off = hidden.has(key);
    const items = off
      ? layer.items.filter(({ properties }) => properties.class === declared.name)
      : inView.filter(({ properties }) => properties.class === declared.name);
    for (const kind of /** @type {const} */ (["point", "line", "area"])) {
      const own = items.filter(({ look }) => look.kind === kind);
      if (!own.length) continue;
      const name = kind === "area" && declared.title_area
        ? named(declared, lang, "title_area")
        : named(declared, lang, "title");
      const looks = [...new Set(own.map(lookOf))].sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
      const swatches = looks.map((key) => {
        const ofLook = own.filter((item) => lookOf(item) === key);
        const [{ look }] = ofLook;
        // The signs of a chip stay as they are where its letters go pale.
        if (look.faces) return { look: layer.faces[look.faces[1]], state: /** @type {State} */ ("current") };
        const stale = ofLook.every(({ state }) => state === "stale");
        return { look, state: /** @type {State} */ (stale ? "stale" : "current") };
      });
      const same = `${off}|${looks.join()}`;
      const held = alike.get(same);
      const count = own.reduce((sum, item) => sum + countOf(item), 0);
      if (held) {
        held.title += `${lang === "ar" ? ARABIC_COMMA : ", "}${name}`;
        held.count += count;
        held.keys.push(key);
        if (held.keys.length > NAMED) {
          held.title = title;
        }
      } else alike.set(same, { title: name, swatches, count: off ? 0 : count, keys: [key], on: !off });
    }
  }
  return { title, holders: holdersOf(layer, inView, off, sides, lang), entries: [...alike.values()] };
}

/**
 * What the legend on the map has of all layers: a class that several have in one look stands in the first of them.
 * @param {EvidenceLayer[]} layers In the order of the legend.
 * @param {Sides} sides As they are called on the day.
 * @param {import("../../state/view.js").View} view
 */
export function explainedOnce(layers, sides, view) {
  /** @type {Map<string, ClassEntry>} */
  const first = new Map();
  return layers.map((layer) => {
    const section = explainedClasses(layer, sides, view);
    // Of the layer itself: an entry that stands for several layers counts the features of all.
    const own = section.entries.reduce((sum, one) => sum + one.count, 0);
    const entries = section.entries.filter((entry) => {
      const looks = entry.swatches.map(({ look: { kind, symbol, fill, edge, hatch } }) => [
        kind,
        symbol,
        fill,
        edge,
        hatch,
      ]);
      const key = JSON.stringify([entry.title, entry.on, looks]);
      const same = first.get(key);
      if (!same) {
        first.set(key, entry);
        return true;
      }
      same.count += entry.count;
      same.keys.push(...entry.keys);
      if (entry.swatches.some(({ state }) => state === "current")) same.swatches = entry.swatches;
      return false;
    });
    return { layer, ...section, entries, own };
  });
}

/**
 * By which look the legend knows a class: a chip by the face of its kind. One class has chips beside other symbols.
 * @param {import("../features/items.js").Item} item
 */
const lookOf = ({ look, properties }) => look.faces ? `face ${look.faces[1]}` : String(properties.look);

/**
 * Whose the colours of a layer are, where its actors' sides pick them.
 * @param {EvidenceLayer} layer
 * @param {PlacedItem[]} inView
 * @param {Set<string>} off Keys of the sides that are switched off: they stay in the legend.
 * @param {Sides} sides
 * @param {string} lang
 * @returns {Holder[]}
 */
function holdersOf(layer, inView, off, sides, lang) {
  if (!layer.spec.colour_by) return [];
  return Object.entries(ownSides(layer, sides)).flatMap(([side, one]) => {
    const key = `${layer.id}.${side}`;
    const on = !off.has(key);
    const own = (on ? inView : layer.items).filter(({ properties }) =>
      String(properties.sides).split("|").includes(side)
    );
    const [whose] = own[0]?.look.faces ?? [];
    const look = whose === undefined ? one.colour && dotOf(one.colour) : layer.faces[whose];
    const count = on ? own.length : 0;
    return own.length && look ? [{ title: named(one, lang, "title"), look, count, key, on }] : [];
  });
}

/**
 * A dot in a colour.
 * @param {string} colour
 * @returns {Look}
 */
function dotOf(colour) {
  return {
    kind: "point",
    symbol: "dot",
    size: 12,
    fill: colour,
    edge: colour,
    ink: "#FFFFFF",
    hatch: "",
    line: "solid",
    width: 0,
    tint: 1,
    arrow: false,
  };
}
