import assert from "node:assert/strict";
import { layerUrl } from "../../../geo/screen/js/state/catalogue.js";
import { exchanged, otherView, yearBefore } from "../../../geo/screen/js/state/compare.js";
import { textOf, viewParts } from "../../../geo/screen/js/state/view.js";
import { groupsOf } from "../../../geo/screen/js/tabs/compare/list.js";

/** @type {any} */
const VIEW = { at: "2020-07-15", known: "2021-01-01", recorded: "", names: "press", layers: ["control"] };

Deno.test("what another picture does not say is as in the view", () => {
  const other = otherView(VIEW, { at: "2019-04-01", known: "now", names: "data", without: "side.east" });
  const { at, known, recorded, names, without, layers } = other;
  assert.deepEqual([at, known, recorded, names, without, layers], [
    "2019-04-01",
    "",
    "",
    "",
    "side.east",
    ["control"],
  ]);
  assert.equal(layerUrl("control", "v1", other), "/api/layers/control.geojson?v=v1&without=side.east");
});

Deno.test("two pictures change places, and back", () => {
  const view = { ...VIEW, compare: { at: "2019-04-01", known: "now", look: "swipe" } };
  const part = exchanged(view);
  assert.deepEqual(part, {
    at: "2019-04-01",
    known: "",
    recorded: "",
    names: "press",
    compare: { at: "2020-07-15", known: "2021-01-01", look: "swipe" },
  });
  const back = exchanged({ ...view, ...part });
  assert.deepEqual(back?.compare, { at: "2019-04-01", known: "now", look: "swipe" });
  assert.equal(exchanged({ ...view, compare: { without: "reuters" } }), null);
});

Deno.test("another picture is one part of an address", () => {
  const compare = { at: "2019-04-01", look: "swipe" };
  const text = textOf("compare", compare);
  assert.equal(text, "at=2019-04-01;look=swipe");
  /** @type {any} */
  const grammar = { parts: [{ name: "compare", key: "compare", kind: "compare" }] };
  assert.deepEqual(viewParts(grammar, { compare: text }), { compare });
  assert.equal(textOf("compare", {}), "at=now");
  assert.equal(textOf("compare", null), "");
});

Deno.test("a year before a leap day is the last of February", () => {
  assert.equal(yearBefore("2024-02-29"), "2023-02-28");
  assert.equal(yearBefore("2021-03-16"), "2020-03-16");
});

Deno.test("what differs is listed by who gained it, or by a measure", () => {
  const row = (/** @type {any} */ part) => ({
    holder: "",
    holder_name: "",
    name_ar: "",
    people: null,
    ...part,
  });
  const rows = [
    row({
      id: "a",
      change: "gained",
      holder: "gnu",
      holder_name: "GNA",
      scope: "place",
      name_en: "B",
      people: 5,
    }),
    row({ id: "b", change: "gained", holder: "gnu", holder_name: "GNA", scope: "district", name_en: "C" }),
    row({
      id: "c",
      change: "lost",
      holder: "east",
      holder_name: "LNA",
      scope: "place",
      name_en: "A",
      people: 9,
    }),
    row({ id: "d", change: "new", scope: "feature", name_en: "D" }),
  ];
  assert.deepEqual(groupsOf(rows, "", "en").map(({ title, count }) => [title, count]), [
    ["GNA gained", "1 place, 1 district"],
    ["LNA lost", "1 place"],
    ["New", "1 feature"],
  ]);
  assert.deepEqual(groupsOf(rows, "people", "en")[0].rows.map(({ id }) => id), ["c", "a", "b", "d"]);
  assert.deepEqual(groupsOf(rows, "name", "en")[0].rows.map(({ id }) => id), ["c", "a", "b", "d"]);
  assert.deepEqual(groupsOf([], "name", "en"), []);
});
