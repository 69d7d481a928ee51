/** What an empty map says, and what layers and actors are called by a policy of names. */
import assert from "node:assert/strict";
import { emptiness } from "../../../geo/screen/js/map/furniture/emptiness.js";
import { Naming } from "../../../geo/screen/js/map/naming.js";

/** @type {any} */
const CATALOGUE = {
  layers: [{
    ...{ id: "tripoli", visible: true, fault: "" },
    ...{ title: "Tripoli: institutions", title_ar: "طرابلس: المؤسسات" },
    ...{ title_short: "Tripoli", title_short_ar: "طرابلس" },
  }],
  actors: { gnu: { name_en: "GNU", name_ar: "الحكومة" } },
  naming: { plain: { "layer:tripoli": ["West", "الغرب"], "actor:gnu": ["Western government", ""] } },
};
/** @type {any} */
const VIEW = { layers: ["tripoli"], known: "", recorded: "", at: "2020-01-01", filters: {} };

for (
  const { what, view, bare, text, part } of [
    {
      what: "layers",
      view: { layers: [] },
      bare: true,
      text: "No layer is on.",
      part: { layers: ["tripoli"] },
    },
    {
      what: "what was known",
      view: { known: "2012-01-01" },
      bare: true,
      text: /published/,
      part: { known: "" },
    },
    {
      what: "the record",
      view: { recorded: "2012-01-01" },
      bare: true,
      text: /recorded/,
      part: { recorded: "" },
    },
    {
      what: "filters",
      view: { known: "2012-01-01", filters: { rel: ["A"] } },
      bare: false,
      text: /filters/,
      part: { filters: {} },
    },
  ]
) {
  Deno.test(`an empty map blames ${what} and offers to undo it`, () => {
    const remedy = emptiness({ ...VIEW, ...view }, bare, CATALOGUE);
    if (typeof text === "string") assert.equal(remedy.text, text);
    else assert.match(remedy.text, text);
    assert.deepEqual(remedy.part, part);
  });
}

Deno.test("an empty map of a day offers today", () => {
  const { text, part } = emptiness(VIEW, false, CATALOGUE);
  assert.match(text, /nothing holds on/);
  assert.match(String(part.at), /^\d{4}-\d\d-\d\d$/);
});

Deno.test("a policy renames layers and actors in place, and no policy brings the usual names back", () => {
  const catalogue = structuredClone(CATALOGUE);
  const naming = new Naming(catalogue);
  naming.apply("plain");
  const [{ title, title_short: short, title_short_ar: arabic }] = catalogue.layers;
  assert.deepEqual([title, short, arabic], ["West", "West", "الغرب"]);
  assert.equal(catalogue.actors.gnu.name_en, "Western government");
  naming.apply("");
  assert.deepEqual(catalogue, CATALOGUE);
});
