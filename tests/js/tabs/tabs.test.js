import assert from "node:assert/strict";
import { dayNumber } from "../../../geo/screen/js/shared/calendar.js";
import { Axis } from "../../../geo/screen/js/tabs/timeline/axis.js";
import { counted } from "../../../geo/screen/js/tabs/table/facets.js";
import { Conditions } from "../../../geo/screen/js/tabs/table/conditions.js";
import { filter } from "../../../geo/screen/js/rules/filtering.js";
import { chosenColumns, keepColumns } from "../../../geo/screen/js/tabs/table/kept.js";
import { around, density, lanesOf, quarters } from "../../../geo/screen/js/tabs/timeline/bars.js";
import { whereOf } from "../../../geo/screen/js/tabs/timeline/drawing.js";
import { validText } from "../../../geo/screen/js/shared/names.js";
import { validWithin } from "../../../geo/screen/js/tabs/inspect/claims.js";
import { reportText } from "../../../geo/screen/js/tabs/inspect/report.js";
import { cellsOf, choiceOf, COLUMNS, sorted } from "../../../geo/screen/js/tabs/table/rows.js";

const LAYER = {
  spec: { title: "East", title_ar: "الشرق", classes: { seat: { title: "Seat", title_ar: "مقر" } } },
  actors: { lna: { name_en: "Libyan National Army", name_ar: "" } },
};
const SEAT = {
  name_en: "Al Rajma",
  name_ar: "الرجمة",
  aliases: "Rajmah|HQ",
  class: "seat",
  actor: "lna",
  reviewed_on: "",
  reliability: "B",
  credibility: 2,
  valid_from: "2014",
  valid_to: "",
  precision_m: null,
  marking: "CLEAR",
  summary: "The seat of the general command.",
};

Deno.test("a row says in words what a feature is", () => {
  assert.deepEqual(cellsOf(SEAT, LAYER, "en"), {
    name: "Al Rajma",
    layer: "East",
    class: "Seat",
    actor: "Libyan National Army",
    reviewed_on: "undated",
    grade: "B2",
    valid_from: "2014",
    valid_to: "",
    km: "",
    precision_m: "unplaced",
    marking: "TLP:CLEAR",
    summary: "The seat of the general command.",
  });
  const { name, layer, actor } = cellsOf({ ...SEAT, actor: "nobody" }, LAYER, "ar");
  assert.deepEqual([name, layer, actor], ["الرجمة", "الشرق", ""]);
  assert.equal(new Set(COLUMNS.map(({ id }) => id)).size, COLUMNS.length);
});

Deno.test("words are looked for in names, also other ones, in summaries, codes and grades", () => {
  const says = (/** @type {string} */ words) =>
    filter("east", "2020-01-01", { rows: [`any~${words}`] })(/** @type {any} */ (SEAT));
  for (const words of ["rajma", "hq", "الرجمة", "b2"]) assert.ok(says(words), words);
  assert.equal(says("sirte"), false);
});

Deno.test("rows are sorted by their texts, numbers by their value, both ways", () => {
  const rows = ["10", "9", "b", "a"].map((name) => ({ cells: { name } }));
  const names = (/** @type {typeof rows} */ list) => list.map(({ cells }) => cells.name);
  assert.deepEqual(names(sorted(rows, "name", false)), ["9", "10", "a", "b"]);
  assert.deepEqual(names(sorted(rows, "name", true)), ["b", "a", "10", "9"]);
  assert.deepEqual(names(rows), ["10", "9", "b", "a"], "nothing is sorted in place");
});

Deno.test("the axis goes from 2011 to some time after today, or after a later day that is shown", () => {
  const axis = new Axis(500, "2020-01-01");
  assert.equal(axis.x("2011-01-01"), 8);
  assert.equal(axis.x("1951"), 8, "what began before stands at the beginning");
  assert.equal(axis.end, 492);
  assert.ok(axis.x("2020-01-01") < axis.x("2020-06"));
  assert.equal(axis.years[0], 2011);
  assert.ok(axis.last > Date.now() / 86400000);
  assert.equal(new Axis(500, "2080-01-01").last, dayNumber("2080-01-01") + 120);
});

Deno.test("a part of the time fills the axis, never more than the whole and never less than can be read", () => {
  const whole = new Axis(500, "2020-01-01");
  const [from, to] = [dayNumber("2019-01-01"), dayNumber("2020-01-01")];
  const axis = new Axis(500, "2020-01-01", whole.part(from, to));
  assert.deepEqual([axis.first, axis.last], [from, to]);
  assert.equal(axis.x("2020-01-01"), axis.end);
  assert.ok(axis.holds("2019-06") && !axis.holds("2018-12-31") && !axis.holds("2020-02"));
  assert.equal(axis.round(from, 100), null, "more than the whole is the whole");
  assert.deepEqual(axis.part(from, from + 1), [from + 0.5 - 30, from + 0.5 + 30]);
  assert.equal(whole.part(whole.first - 500, whole.first)?.[0], whole.first);
});

Deno.test("of a part of the time all is shown that is wanted, drawn or not", () => {
  const items = ["a", "b"].map((id) => ({ id, properties: { valid_from: "2014", wanted: id === "b" } }));
  const layer = { id: "east", items, visible: items.slice(0, 1) };
  const lanes = lanesOf([layer], [], () => (/** @type {any} */ p) => p.wanted);
  assert.deepEqual(lanes[0].items.map(({ id }) => id), ["b"]);
});

Deno.test("read from right to left the axis is its own mirror image", () => {
  const [axis, turned] = [new Axis(500, "2020-01-01"), new Axis(500, "2020-01-01", null, true)];
  for (const day of ["2011-01-01", "2019-06-30"]) {
    assert.equal(turned.x(day), 500 - axis.x(day));
    assert.equal(turned.day(turned.x(day) - 1e-6), day);
  }
  assert.deepEqual([axis.end, turned.end], [492, 8]);
});

Deno.test("a place on the axis is a day on it", () => {
  const axis = new Axis(800, "2020-01-01");
  for (const day of ["2011-01-01", "2014-05-16", "2020-10-23"]) {
    assert.equal(axis.day(axis.x(day) + 1e-6), day);
  }
  assert.equal(axis.day(-50), "2011-01-01");
  assert.equal(axis.day(5000), axis.clamped(axis.last));
  assert.equal(axis.clamped(dayNumber("1990-01-01")), "2011-01-01");
});

Deno.test("bars are of the cards laid out, or of what is drawn and has a beginning", () => {
  const items = ["a", "b", "c"].map((id) => ({ id, properties: { valid_from: id === "b" ? "" : "2014" } }));
  const layers = [{ id: "east", items, visible: items.slice(0, 2) }, {
    id: "events",
    items: [],
    visible: items,
  }];
  const ids = (/** @type {string[]} */ laid) =>
    lanesOf(layers, laid).map(({ layer, items }) => [layer.id, ...items.map(({ id }) => id)]);
  assert.deepEqual(ids([]), [["east", "a"]]);
  assert.deepEqual(ids(["c", "b"]), [["east", "b", "c"]]);
  const held = ["derna", "tobruk", "derna"].map((place, i) => ({
    id: `control-${i}`,
    properties: { place, valid_from: `201${i}` },
  }));
  const control = [{ id: "control", items: held, visible: held.slice(2) }, {
    id: "events",
    items: held,
    visible: [],
  }];
  assert.deepEqual(
    lanesOf(control, ["derna"]).map(({ layer, items }) => [layer.id, ...items.map(({ id }) => id)]),
    [["control", "control-0", "control-2"]],
    "the card of a town lays out who held it, one after another",
  );
  const many = Array.from({ length: 500 }, (_, i) => ({ id: String(i), properties: { valid_from: "2014" } }));
  assert.equal(lanesOf([{ id: "east", items: many, visible: many }], [])[0].items.length, 500);
});

Deno.test("events before and after a day are listed, four each", () => {
  const events = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => ({
    id: String(n),
    properties: { date: `2020-01-0${n}` },
  }));
  const listed = (/** @type {string} */ at) => around(events, at).map(({ id }) => id).join("");
  assert.equal(listed("2020-01-05"), "23456789");
  assert.equal(listed("2019-01-01"), "1234");
  assert.equal(listed("2021-01-01"), "6789");
});

Deno.test("a card says since when and until when, and is a paragraph with its sources", () => {
  assert.equal(validText({ valid_from: "2014", valid_to: "2020-10-23" }), "2014 to 23 Oct 2020");
  assert.equal(validText({ valid_from: "2014-05", valid_to: "" }), "Since May 2014");
  assert.equal(validText({ valid_from: "", valid_to: "2014" }), "Until 2014");
  assert.equal(validText({ valid_from: "", valid_to: "" }), "");
  const within = (/** @type {string} */ valid_from, /** @type {string} */ valid_to) =>
    validWithin(/** @type {any} */ ({ valid_from, valid_to }));
  assert.deepEqual([within("2016-06", "2016-12-06"), within("2016-06", "")], [
    "Jun 2016 to 6 Dec 2016",
    "since Jun 2016",
  ]);
  const source = { publisher: "UN", title: "Report", date: "", url: "https://un.example/1" };
  const card = /** @type {any} */ ({
    ...SEAT,
    age: { text: "Confirmed in 2024" },
    reliability_text: "usually reliable",
    credibility_text: "probably true",
    sources: [source, { ...source, date: "2024-01-02" }],
  });
  assert.equal(
    reportText(card, "2024-06-01", "en", { actors: {}, countries: {} }),
    "Al Rajma (الرجمة): The seat of the general command. Confirmed in 2024. " +
      "Grade B2 (usually reliable; probably true). TLP:CLEAR.\n" +
      'Sources: UN, "Report", undated, https://un.example/1; UN, "Report", 2024-01-02, https://un.example/1',
  );
});

Deno.test("events are counted by quarter, those of a year alone in its first", () => {
  const events = ["2019-04-04", "2019-06", "2019", "2020-01-01"].map((date, i) => ({
    id: String(i),
    properties: { date },
  }));
  assert.deepEqual([...density(events)], [["2019-04-01", 2], ["2019-01-01", 1], ["2020-01-01", 1]]);
  assert.deepEqual([...quarters([["2019-05", 2], ["2019-06", 3], ["2020-01", 1]])], [
    ["2019-04-01", 5],
    ["2020-01-01", 1],
  ]);
});

Deno.test("rows are counted by what they say, grades and years in their order", () => {
  const rows = [["B2", "2025-01"], ["A1", "2026"], ["B2", ""]].map(([grade, reviewed_on]) => ({
    grade,
    reviewed_on,
  }));
  assert.deepEqual(counted(rows, "grade"), [["A1", 1], ["B2", 2]]);
  assert.deepEqual(counted(rows, "year"), [["", 1], ["2025", 1], ["2026", 1]]);
});

Deno.test("the columns that somebody chose are kept, those that are gone are not", () => {
  const columns = [{ id: "name" }, { id: "grade" }, { id: "km", off: true }];
  /** @type {Record<string, string>} */
  const held = {};
  const storage = () => ({
    getItem: (/** @type {string} */ name) => held[name] ?? null,
    setItem: (/** @type {string} */ name, /** @type {string} */ text) => void (held[name] = text),
  });
  assert.deepEqual([...chosenColumns(storage, columns)], ["name", "grade"]);
  keepColumns(storage, ["km", "gone"]);
  assert.deepEqual([...chosenColumns(storage, columns)], ["km"]);
  const off = () => {
    throw new DOMException("no storage here");
  };
  assert.deepEqual([...chosenColumns(off, columns)], ["name", "grade"]);
});

Deno.test("a column is narrowed by its kind: a text, one of them, numbers, days of which one is enough", () => {
  const fits = (/** @type {Record<string, any>} */ p, /** @type {string[]} */ ...rows) =>
    filter("east", "2020-01-01", { rows })(/** @type {any} */ ({ class: "", ...p }));
  assert.ok(fits({ name_en: "Port of Tobruk" }, "name~tobruk"));
  assert.ok(!fits({ name_en: "Port of Tobruk" }, "name~sirte"));
  const grade = { reliability: "B", credibility: 2 };
  assert.ok(fits(grade, "grade=B2") && !fits(grade, "grade=B"));
  assert.ok(fits({ precision_m: 9.5 }, "precision_m>9", "precision_m<10"));
  assert.ok(!fits({ precision_m: 10.1 }, "precision_m<10") && !fits({ precision_m: null }, "precision_m>0"));
  const day = (/** @type {string} */ reviewed_on) => ({ reviewed_on });
  assert.ok(fits(day("2025"), "reviewed_on>2025-06-01") && !fits(day("2025-05"), "reviewed_on>2025-06-01"));
  assert.ok(fits(day("2025-12-31"), "reviewed_on<2025") && !fits(day("2026-01"), "reviewed_on<2025"));
  assert.ok(!fits(day("undated"), "reviewed_on<2030") && fits(day("undated")));
});

Deno.test("what columns must say is part of the view once nobody types, and is taken from it", async () => {
  const view = { filters: { rel: ["B"] } };
  const store = /** @type {any} */ ({
    view,
    change: (/** @type {any} */ part) => Object.assign(view, part),
  });
  const conditions = new Conditions({ store }, () => {});
  conditions.set("any", { "~": "a;b|c" });
  conditions.set("reviewed_on", { ">": "2025" });
  assert.deepEqual(conditions.list, ["any~a b c", "reviewed_on>2025"]);
  conditions.follow();
  assert.equal(conditions.get("reviewed_on", ">"), "2025", "what is typed is not lost");
  await new Promise((resolve) => setTimeout(resolve, 350));
  assert.deepEqual(view.filters, { rel: ["B"], rows: ["any~a b c", "reviewed_on>2025"] });
  conditions.set("any", { "~": undefined });
  conditions.clear((column) => column === "reviewed_on");
  assert.deepEqual([conditions.list, conditions.without("any")], [[], []]);
  await new Promise((resolve) => setTimeout(resolve, 350));
  assert.deepEqual(view.filters, { rel: ["B"] });
});

Deno.test("the name of a bar is whole: above its beginning, or before it where that is late", () => {
  const axis = new Axis(400, "2026-01-01");
  assert.deepEqual(whereOf(axis, 20, 100, 90), { x: 20, y: 98 });
  assert.deepEqual(whereOf(axis, 300, 100, 90), { x: 295, y: 107, "text-anchor": "end" });
  assert.deepEqual(whereOf(axis, 210, 100, 206), { x: 400, y: 98, "text-anchor": "end" });
  const turned = new Axis(400, "2026-01-01", null, true);
  assert.deepEqual(whereOf(turned, 300, 100, 90), { x: 105, y: 107, "text-anchor": "end" });
});

Deno.test("the table tells everybody who contests something, and a district from a place", () => {
  const classes = { contested: { title: "Place, contested", title_area: "District, contested" } };
  const layer = {
    spec: { ...LAYER.spec, classes },
    actors: { ...LAYER.actors, gna: { name_en: "GNA", name_ar: "" } },
  };
  const district = { ...SEAT, class: "contested", actor: "", actors: "lna|gna", district: "ly-tb" };
  const { actor, class: kind } = cellsOf(district, layer, "en");
  assert.deepEqual([actor, kind], ["Libyan National Army / GNA", "District, contested"]);
  assert.equal(cellsOf({ ...district, place: "tripoli" }, layer, "en").class, "Place, contested");
  assert.equal(choiceOf("class", district, layer, "en"), "Place, contested / District, contested");
  assert.equal(choiceOf("actor", district, layer, "en"), "");
});

Deno.test("names of years stand apart, however late the day shown", () => {
  for (const at of ["2026-11-27", "2040-01-01", "2060-01-01", "2100-12-31"]) {
    for (const width of [340, 380, 900]) {
      const axis = new Axis(width, at);
      const places = axis.namedYears.map((year) => axis.x(String(year)));
      assert.ok(places.length > 1, `${at} ${width}`);
      places.slice(1).forEach((x, i) => assert.ok(x - places[i] >= 30, `${at} ${width}: ${x - places[i]}`));
    }
  }
});
