import assert from "node:assert/strict";
import { today } from "../../../geo/screen/js/shared/calendar.js";
import { downloads } from "../../../geo/screen/js/tabs/table/downloads.js";
import { viewParts, viewTexts } from "../../../geo/screen/js/state/view.js";

/** @import { Grammar } from "../../../geo/screen/js/state/view.js" */

/**
 * @param {string} name
 * @param {string} kind
 * @param {unknown} usual
 * @param {string[]} used
 * @param {string} [key]
 */
function part(name, kind, usual, used, key = name) {
  return { name, key, kind, default: usual, used, always: name === "layers" || name === "at" };
}
/** @type {Grammar} */
const GRAMMAR = {
  parts: [
    part("layers", "list", ["tripoli", "east"], ["page", "figure", "data"]),
    part("at", "day", "2026-11-26", ["page", "figure", "data"]),
    part("known", "day", "", ["page", "figure", "data"]),
    part("recorded", "day", "", ["page", "figure", "data"]),
    part("bbox", "extent", null, ["figure", "data"]),
    part("c", "point", null, ["page"]),
    part("z", "number", null, ["page"]),
    part("lang", "choice", "en", ["page", "figure", "data"]),
    part("f", "filters", {}, ["page", "figure", "data"], "filters"),
    part("o", "amounts", {}, ["page", "figure"], "opacity"),
  ],
};
/** @type {any} */
const VIEW = {
  layers: ["tripoli", "east"],
  at: "2026-11-26",
  known: "",
  recorded: "",
  c: [28.5, 15.25],
  z: 6.5,
  lang: "en",
  filters: {},
  opacity: {},
  tiles: true,
};

Deno.test("what is as usual is left out, but not what is usual on this day alone", () => {
  assert.deepEqual(viewTexts(GRAMMAR, VIEW, "figure"), { layers: "tripoli,east", at: "2026-11-26" });
  assert.deepEqual(viewTexts(GRAMMAR, { ...VIEW, layers: [] }, "figure"), { at: "2026-11-26" });
});

Deno.test("every kind is written where it is used", () => {
  const view = {
    ...VIEW,
    known: "2025-01-01",
    recorded: "2026-11-01",
    bbox: [9, 19.5, 25.25, 33],
    lang: "en+ar",
    filters: { hide: ["east.seat", "east.base"], rel: ["B"], com: [] },
    opacity: { tripoli: 0.5, east: 1 },
  };
  const data = {
    layers: "tripoli,east",
    at: "2026-11-26",
    known: "2025-01-01",
    recorded: "2026-11-01",
    bbox: "9,19.5,25.25,33",
    lang: "en+ar",
    f: "hide:east.seat|east.base;rel:B",
  };
  assert.deepEqual(viewTexts(GRAMMAR, view, "data"), data);
  assert.deepEqual(viewTexts(GRAMMAR, view, "figure"), { ...data, o: "tripoli:0.5" });
  assert.deepEqual(viewTexts(GRAMMAR, VIEW, "page").c, "28.5,15.25");
});

Deno.test("known is never written alone, which is how an older link asks for what was recorded", () => {
  const texts = viewTexts(GRAMMAR, { ...VIEW, known: "2025-01-01" }, "figure");
  assert.deepEqual([texts.known, texts.recorded], ["2025-01-01", today()]);
  assert.equal(viewTexts(GRAMMAR, { ...VIEW, recorded: "2026-11-01" }, "data").recorded, "2026-11-01");
});

Deno.test("texts are read back as they were written", () => {
  const texts = {
    layers: "tripoli,east",
    at: "2020-01-01",
    c: "28.5,15.25",
    z: "6.5",
    f: "hide:east.seat|east.base;rel:B",
    o: "tripoli:0.5",
    bbox: "9,19.5,25,33",
  };
  const view = viewParts(GRAMMAR, texts);
  assert.deepEqual(view.filters, { hide: ["east.seat", "east.base"], rel: ["B"] });
  assert.deepEqual(view.opacity, { tripoli: 0.5 });
  assert.deepEqual([view.c, view.z], [[28.5, 15.25], 6.5]);
  assert.deepEqual({ ...viewTexts(GRAMMAR, view, "page"), ...viewTexts(GRAMMAR, view, "data") }, texts);
  assert.deepEqual(viewParts(GRAMMAR, { f: "", o: "", layers: "", z: "" }), {
    layers: [],
    z: null,
    filters: {},
    opacity: {},
  });
});

Deno.test("downloads are of this date, of what is in view, and of all dates without filters", () => {
  const view = { ...VIEW, known: "2025-01-01", recorded: "2026-11-01", filters: { rel: ["B"] } };
  const lines = downloads(GRAMMAR, view, ["east"], [9, 19.5, 25, 33]);
  const asked = lines.map(({ links }) =>
    links.map(({ href }) => [...new URL(href, "http://x").searchParams])
  );
  const always = [["layers", "east"], ["known", "2025-01-01"], ["recorded", "2026-11-01"]];
  const shown = [["layers", "east"], ["at", "2026-11-26"], ["known", "2025-01-01"], [
    "recorded",
    "2026-11-01",
  ]];
  const filters = ["f", "rel:B"];
  assert.deepEqual(asked.map(([first]) => first), [
    [...shown, filters, ["format", "xlsx"]],
    [...shown, ["bbox", "9,19.5,25,33"], filters, ["format", "xlsx"]],
    [...always, ["format", "xlsx"]],
  ]);
  assert.deepEqual(lines[0].links.map(({ title }) => title), [
    "XLSX",
    "GeoPackage",
    "GeoJSON",
    "CSV",
    "GeoParquet",
    "FlatGeobuf",
  ]);
  assert.deepEqual(downloads(GRAMMAR, view, [], [9, 19.5, 25, 33]), []);
  const [{ links }] = downloads(GRAMMAR, { ...view, lang: "ar" }, ["east"], [9, 19.5, 25, 33]);
  const spoken = links.filter(({ href }) => new URL(href, "http://x").searchParams.get("lang") === "ar");
  assert.equal(spoken.length, links.length);
});
