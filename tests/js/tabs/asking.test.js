import assert from "node:assert/strict";
import {
  answerAddress,
  askedTexts,
  faultsByName,
  firstTexts,
  fitsView,
  nextOf,
  tooLarge,
} from "../../../geo/screen/js/state/asking.js";
import { textOf, viewParts } from "../../../geo/screen/js/state/view.js";
import { columnsRead, inOrder, tabbed, textIn } from "../../../geo/screen/js/tabs/ask/cells.js";
import { found } from "../../../geo/screen/js/tabs/ask/suggesting.js";

const OF_VIEW = ["at", "known", "recorded", "names"];
/** @type {any} */
const VIEW = { at: "2026-11-26", known: "", recorded: "", names: "press", sel: "" };

/**
 * @param {string} name
 * @param {string} kind
 * @param {object} [more]
 * @returns {any}
 */
function parameter(name, kind, more = {}) {
  return { name, kind, title: name, title_ar: "", help: "", required: false, default: "", ...more };
}
const QUESTION = {
  id: "near",
  title: "",
  title_ar: "",
  help: "",
  parameters: [
    parameter("place", "place", { scopes: [] }),
    parameter("drawn", "drawing", { types: ["Point", "Polygon"] }),
    parameter("km", "number", { default: "50" }),
    parameter("at", "day", { default: "2026-11-27" }),
    parameter("names", "choice"),
  ],
};
const NOTHING = { scopes: [], drawings: [] };
const DRAWN = {
  scopes: [],
  drawings: [{ type: "Polygon", text: "POLYGON" }, { type: "LineString", text: "LINE" }],
};

Deno.test("a form starts with the day shown, the defaults, and what is selected or drawn", () => {
  const started = (/** @type {object} */ view, /** @type {any} */ around) =>
    firstTexts(QUESTION, { ...VIEW, ...view }, OF_VIEW, around);
  assert.deepEqual(started({}, NOTHING), {
    place: "",
    drawn: "",
    km: "50",
    at: "2026-11-26",
    names: "press",
  });
  assert.equal(started({ sel: "sirte" }, DRAWN).place, "sirte");
  assert.equal(started({ sel: "sirte" }, DRAWN).drawn, "", "it takes one of both");
  assert.equal(started({}, DRAWN).drawn, "POLYGON", "a line does not fit");
});

Deno.test("a selected feature fills only a field that takes its kind of ground", () => {
  const question = {
    ...QUESTION,
    parameters: [parameter("place", "place", { scopes: ["district", "region"] })],
  };
  const view = { ...VIEW, sel: "ly-sr" };
  assert.equal(firstTexts(question, view, OF_VIEW, { scopes: ["place"], drawings: [] }).place, "");
  assert.equal(firstTexts(question, view, OF_VIEW, { scopes: ["district"], drawings: [] }).place, "ly-sr");
});

Deno.test("a question has from the view what it takes and does not say itself", () => {
  const asked = { question: "near", parameters: { place: "sirte", km: "" } };
  const taken = QUESTION.parameters;
  assert.deepEqual(askedTexts(asked, VIEW, OF_VIEW, taken), {
    at: "2026-11-26",
    names: "press",
    place: "sirte",
  });
  const own = { question: "near", parameters: { at: "2020-01-01", names: "own" } };
  assert.deepEqual(askedTexts(own, VIEW, OF_VIEW, taken), { at: "2020-01-01", names: "own" });
});

Deno.test("what is too long for an address is posted", () => {
  assert.deepEqual(answerAddress("near", { place: "a&b" }, { format: "csv" }), {
    url: "/api/ask/near?place=a%26b&format=csv",
    body: "",
  });
  const long = { area: "1 ".repeat(5000) };
  assert.deepEqual(answerAddress("near", long), { url: "/api/ask/near", body: JSON.stringify(long) });
  const part = /** @type {any} */ ({ kind: "question", longest: 6000 });
  assert.equal(fitsView({ question: "near", parameters: long }, part), false);
  assert.equal(fitsView({ question: "near", parameters: { place: "sirte" } }, part), true);
});

Deno.test("a question survives the address of a view", () => {
  const asked = { question: "near", parameters: { place: "a;b=c%3B", km: "50" } };
  const text = textOf("question", asked);
  assert.equal(text, "near;place=a%3Bb=c%253B;km=50");
  /** @type {any} */
  const grammar = { parts: [{ name: "ask", key: "ask", kind: "question", default: null, used: ["page"] }] };
  assert.deepEqual(viewParts(grammar, { ask: text }), { ask: asked });
  assert.deepEqual(viewParts(grammar, { ask: "" }), { ask: null });
  assert.equal(textOf("question", null), "");
});

Deno.test("a drawing too large to be sent is refused before", () => {
  const drawing = parameter("area", "drawing", { characters: 20, vertices: 3 });
  assert.equal(tooLarge([drawing], { area: "1,2,3" }), "");
  assert.equal(tooLarge([drawing], {}), "");
  assert.equal(
    tooLarge([drawing], { area: "POINT (1 2, 1 2, 1 2, 1 2)" }),
    "area: has some 4 vertices; simplify it to 3 at most",
  );
});

Deno.test("faults go to the field that they name, all others apart", () => {
  const detail =
    "'foo' is no parameter; use one of: place\nplace: nothing is called 'x: y'\nplace: again\nat: bad";
  assert.deepEqual(faultsByName(detail, ["place", "at"]), {
    fields: { place: ["nothing is called 'x: y'", "again"], at: ["bad"] },
    others: ["'foo' is no parameter; use one of: place"],
  });
  assert.deepEqual(faultsByName("", ["place"]), { fields: {}, others: [] });
});

Deno.test("rows are sorted by numbers and texts, what is empty last both ways", () => {
  const rows = [{ km: 10, name: "b" }, { km: null, name: "" }, { km: 9.5, name: "a10" }, {
    km: 100,
    name: "a9",
  }];
  const by = (/** @type {string} */ column, /** @type {boolean} */ down) =>
    inOrder(rows, column, down).map((row) => row[/** @type {"km"} */ (column)]);
  assert.deepEqual(by("km", false), [9.5, 10, 100, null]);
  assert.deepEqual(by("km", true), [100, 10, 9.5, null]);
  assert.deepEqual(by("name", false), ["a9", "a10", "b", ""]);
});

/** @type {Record<string, Record<string, [string, string]>>} */
const NAMES = { actor: { lna: ["LNA", "الجيش"] }, class: { "energy.terminal": ["terminal", "ميناء"] } };

Deno.test("of two languages that of the view is read, and no ids", () => {
  const columns = ["id", "name_en", "name_ar", "actor", "actor_name", "held", "held_ar"].map((name) => (
    { name, title: `T ${name}`, kind: name === "actor_name" ? "name" : "text", help: "" }
  ));
  const read = (/** @type {string} */ lang) => columnsRead(columns, lang).map(({ name }) => name);
  assert.deepEqual(read("en"), ["name_en", "actor", "held"]);
  assert.deepEqual(read("ar"), ["name_ar", "actor", "held_ar"]);
  assert.deepEqual(read("en+ar"), ["name_en", "name_ar", "actor", "held", "held_ar"]);
  assert.equal(columnsRead(columns, "ar")[0].title, "T name_en");
});

Deno.test("cells are texts, and a table is copied without formulas", () => {
  const said = (/** @type {string | number | null} */ value, /** @type {string} */ kind, lang = "en") =>
    textIn({ value, layer: "energy" }, { name: "value", title: "", kind, help: "" }, NAMES, lang);
  assert.equal(said(1234.56789, "number"), "1,234.568");
  assert.equal(said("a|b", "list"), "a, b");
  assert.equal(said("a|b", "text"), "a|b");
  assert.equal(said(null, "integer"), "");
  assert.equal(said(1, "flag"), "yes");
  assert.equal(said("lna|nobody", "actors"), "LNA, nobody");
  assert.equal(said("lna", "actor", "ar"), "الجيش");
  assert.equal(said("terminal", "class", "ar"), "ميناء");
  const columns = [{ name: "a", title: "A", kind: "text", help: "" }, {
    name: "b",
    title: "B",
    kind: "number",
    help: "",
  }];
  assert.equal(
    tabbed(columns, [{ a: "=1+1", b: -2 }, { a: "two\nlines\tx", b: null }]),
    "A\tB\n'=1+1\t-2\ntwo lines x\t",
  );
});

Deno.test("suggestions are what the kind of parameter takes", () => {
  const one = (/** @type {string} */ id, /** @type {string} */ kind, /** @type {string} */ layer) => (
    { id, kind, layer, layer_title: layer, name_en: id.toUpperCase(), name_ar: "" }
  );
  const groups = [
    { results: [one("sirte", "place", "places"), one("ly-sr", "feature", "districts")] },
    { results: [one("lna", "actor", "")] },
  ];
  const ids = (/** @type {any} */ kind) => found(kind, groups, "en").map(({ value }) => value);
  assert.deepEqual(ids(parameter("p", "place")), ["sirte", "ly-sr"]);
  assert.deepEqual(ids(parameter("p", "place", { scopes: ["district"] })), ["ly-sr"]);
  assert.deepEqual(found(parameter("a", "actor"), groups, "en"), [{ value: "lna", label: "LNA" }]);
});

Deno.test("what may be asked next takes what was asked about, and needs nothing else", () => {
  const question = (/** @type {string} */ id, /** @type {any[]} */ parameters) => (
    { id, title: id, title_ar: "", help: "", parameters }
  );
  const questions = [
    question("holds", [parameter("place", "place"), parameter("area", "drawing", { types: ["Polygon"] })]),
    question("near", [
      parameter("place", "place"),
      parameter("drawn", "drawing", { types: ["Point", "Polygon"] }),
    ]),
    question("district", [parameter("place", "place", { scopes: ["district"], required: true })]),
    question("changes", [parameter("since", "day", { required: true })]),
    question("both", [parameter("place", "place"), parameter("day", "day", { required: true })]),
  ];
  const next = (/** @type {any} */ parameters, /** @type {string[]} */ scopes, asked = "holds") =>
    nextOf(questions, { question: asked, parameters }, () => scopes).map((
      { question, texts },
    ) => [question.id, texts]);
  assert.deepEqual(next({ place: "sirte" }, ["place"]), [["near", { place: "sirte" }]]);
  assert.deepEqual(next({ place: "ly-sr" }, ["district"]), [
    ["near", { place: "ly-sr" }],
    ["district", { place: "ly-sr" }],
  ]);
  assert.deepEqual(next({ area: "POLYGON" }, []), [["near", { drawn: "POLYGON" }]]);
  assert.deepEqual(next({ drawn: "POINT" }, [], "near"), [], "an area is wanted there");
  assert.deepEqual(next({}, []), []);
});
