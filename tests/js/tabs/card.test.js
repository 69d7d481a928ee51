import assert from "node:assert/strict";
import { aboutOf, hoverText, meant, targets } from "../../../geo/screen/js/map/features/pointing.js";
import { Axis } from "../../../geo/screen/js/tabs/timeline/axis.js";
import { inTurn } from "../../../geo/screen/js/tabs/inspect/claims.js";
import { barsOfHistory, numbersOf, periodText } from "../../../geo/screen/js/tabs/inspect/history.js";
import { reportText } from "../../../geo/screen/js/tabs/inspect/report.js";

const LNA = {
  id: "lna",
  name_en: "Libyan National Army",
  name_ar: "الجيش",
  short_en: "LNA",
  short_ar: "الجيش",
};
const GNU = {
  id: "gnu",
  name_en: "Government of National Unity",
  name_ar: "",
  short_en: "GNU",
  short_ar: "",
};
const PAPER = {
  publisher: "Paper",
  title: "Report",
  date: "2024-08-02",
  date_note: "",
  url: "https://p.example/1",
};
const WIRE = { ...PAPER, publisher: "Wire", title: "News", date: "", url: "https://w.example/1" };
const CLAIM = {
  id: "c1",
  scope: "place",
  place: "Sabha",
  actor: LNA,
  claim: "effective",
  claim_title: "Controls it",
  claimant: "the publisher",
  valid_from: "2019",
  valid_to: "",
  stated_on: "2024-08",
  counts: true,
  makes: true,
  reliability: "B",
  credibility: 2,
  grade: "usually reliable source, probably true",
  note: "Garrison reinforced",
  publishers: ["Paper", "Wire"],
  sources: [PAPER, WIRE],
};
const MAP = { publisher: "Atlas", title: "Map", date: "2025-01-01", url: "https://a.example/1" };
const SABHA = {
  id: "sabha",
  name_en: "Sabha",
  name_ar: "سبها",
  words: "Sabha: Held by the LNA (effective): 2 of 2 claims, 2 independent publishers; B2.",
  marking: "CLEAR",
  district: {
    words: "Sabha: Held by the LNA (effective, claimed of the whole of Fezzan): 1 of 1 claim; D3.",
  },
  claims: [
    CLAIM,
    { ...CLAIM, id: "c2", actor: GNU, claimant: "the GNU", publishers: ["Wire"], sources: [WIRE], note: "" },
    { ...CLAIM, id: "c3", counts: false },
  ],
};

const NO_NAMES = { actors: {}, countries: {} };

Deno.test("a card of an area tells which outside powers are there, by country, with their sources", () => {
  const presence = (/** @type {string} */ name, /** @type {any[]} */ sources) => (
    {
      id: name,
      name_en: name,
      name_ar: "",
      reviewed_on: "2025-01-23",
      reliability: "B",
      credibility: 3,
      sources,
    }
  );
  const outside = [
    { id: "wagner", name_en: "Wagner", name_ar: "", presence: [presence("Wagner, Jufra: base", [WIRE])] },
    { id: "russia", name_en: "Russia", name_ar: "", presence: [presence("Russia, Jufra: air", [MAP])] },
  ];
  const catalogue = {
    actors: { wagner: { country: "ru" }, russia: { country: "ru" } },
    countries: { ru: { title: "Russia", title_ar: "" } },
  };
  const text = reportText(
    /** @type {any} */ ({ ...SABHA, outside }),
    "2025-05-20",
    "en",
    /** @type {any} */ (catalogue),
  );
  const lines = text.split("\n");
  const at = lines.indexOf("Outside powers here:");
  assert.equal(
    lines[at + 1],
    "- Russia: Wagner, Jufra: base, last confirmed 23 Jan 2025, B3 [2]; Russia, Jufra: air, last confirmed 23 Jan 2025, B3 [3]",
  );
  assert.equal(lines.at(-1), '[3] Atlas, "Map", 2025-01-01, https://a.example/1');
});

Deno.test("a card of a place is sentences with claims, grades and numbered sources", () => {
  const text = reportText(/** @type {any} */ (SABHA), "2025-05-20", "en", NO_NAMES);
  assert.deepEqual(text.split("\n"), [
    "Sabha (سبها), on 20 May 2025: Held by the LNA (effective): 2 of 2 claims, 2 independent publishers; B2.",
    "- Libyan National Army controls it, since 2019, by the word of the publisher (Paper, Wire), said Aug 2024; " +
    "grade B2: usually reliable source, probably true. Garrison reinforced. [1, 2]",
    "- Government of National Unity controls it, since 2019, by the word of the GNU (Wire), said Aug 2024; " +
    "grade B2: usually reliable source, probably true. [2]",
    "District Sabha: Held by the LNA (effective, claimed of the whole of Fezzan): 1 of 1 claim; D3.",
    "TLP:CLEAR",
    "Sources:",
    '[1] Paper, "Report", 2024-08-02, https://p.example/1',
    '[2] Wire, "News", undated, https://w.example/1',
  ]);
});

Deno.test("claims that the answer rests on come before what else is said of the day", () => {
  const presence = { ...CLAIM, id: "c0", actor: GNU, claim_title: "Is present", makes: false };
  const claims = [presence, ...SABHA.claims];
  const turn = inTurn(/** @type {any} */ (claims));
  const ids = (/** @type {any[]} */ some) => some.map(({ id }) => id);
  assert.deepEqual([ids(turn.making), ids(turn.beside), ids(turn.others)], [["c1", "c2"], ["c0"], ["c3"]]);
  const lines = reportText(/** @type {any} */ ({ ...SABHA, claims }), "2025-05-20", "en", NO_NAMES).split(
    "\n",
  );
  assert.equal(lines[3], "Also said of this day; the answer does not rest on it:");
  assert.match(lines[4], /^- Government of National Unity is present, /);
  const dated = { ...SABHA, claims: [{ ...CLAIM, sources: [{ ...PAPER, later: true }] }] };
  assert.match(
    reportText(/** @type {any} */ (dated), "2025-05-20", "en", NO_NAMES),
    /"Report", 2024-08-02 \(published later\), https/,
  );
  // Where nobody is said to hold it, what is said stands under one heading.
  assert.deepEqual(ids(inTurn([presence]).making), ["c0"]);
});

const HISTORY = [
  {
    from: "2011-02-15",
    to: "2018-01-01",
    from_text: "2011-02-15",
    to_text: "2018",
    kind: "none",
    derived: false,
    actors: [],
  },
  {
    from: "2018-01-01",
    to: "2019-01-24",
    from_text: "2018",
    to_text: "2019-01-24",
    kind: "contested",
    derived: false,
    actors: [GNU, LNA],
  },
  {
    from: "2019-01-24",
    to: "",
    from_text: "2019-01-24",
    to_text: "",
    kind: "effective",
    derived: true,
    actors: [LNA],
  },
];

Deno.test("the strip has a bar for each holder, those who contest it above each other", () => {
  const axis = new Axis(330, "2020-01-01");
  const bars = barsOfHistory(HISTORY, axis, "en");
  assert.deepEqual(bars.map(({ actor, kind }) => [actor, kind]), [
    ["gnu", "contested"],
    ["lna", "contested"],
    [
      "lna",
      "effective",
    ],
  ]);
  assert.equal(bars[0].height, bars[2].height / 2);
  assert.equal(bars[1].y, bars[0].y + bars[0].height);
  assert.equal(bars[2].x, axis.x("2019-01-24"));
  assert.equal(bars[2].x + bars[2].width, axis.end);
});

Deno.test("a time is told as its claims have it", () => {
  assert.equal(periodText(HISTORY[1], "en"), "GNU / LNA, contested: 2018 to 24 Jan 2019");
  assert.equal(periodText(HISTORY[2], "en"), "LNA, effective, derived: 24 Jan 2019 to now");
});

/** @param {Record<string, any>} properties */
const hit = (properties) => /** @type {any} */ ({ item: { id: properties.id, properties } });
const DOT = hit({
  id: "control-at-sabha-20190124",
  name_en: "Sabha",
  name_ar: "سبها",
  place: "sabha",
  district: "",
  derived: 0,
  actors: "lna|gnu",
  class: "contested",
});
const TOWN = hit({ id: "sabha", name_en: "Sabha", name_ar: "سبها", district: "ly-sb" });
const HUB = hit({ id: "hub-sabha", name_en: "Sabha hub", name_ar: "" });
const WASH = hit({
  id: "control-in-ly-sb-20190124",
  name_en: "Sabha",
  name_ar: "",
  place: "",
  district: "ly-sb",
  derived: 1,
  actors: "lna",
  class: "effective",
});
const GROUND = { id: "ly-sb", properties: { name_en: "Sabha", name_ar: "" } };

Deno.test("a dot leads to its place, a wash to its district after all else, each once", () => {
  assert.equal(aboutOf(DOT.item.properties), "sabha");
  assert.equal(aboutOf(TOWN.item.properties), "sabha", "the district of a town is not what it is about");
  const found = targets([DOT, TOWN, HUB, WASH], GROUND, [27, 14]);
  assert.deepEqual(found.map(({ id }) => id), ["sabha", "hub-sabha", "ly-sb"]);
  assert.deepEqual(targets([], GROUND, [27, 14]), [{
    id: "ly-sb",
    name_en: "Sabha",
    name_ar: "",
    from: [27, 14],
  }]);
  assert.deepEqual(targets([], null, [35, 18]), []);
});

Deno.test("a pointer over a place is told who holds it", () => {
  const actors = {
    lna: { name_en: "Libyan National Army / Libyan Arab Armed Forces", name_ar: "" },
    gnu: GNU,
  };
  assert.equal(
    hoverText([TOWN, DOT, HUB], actors, "en"),
    "Sabha · Libyan National Army / Government of National Unity, contested + 1 more",
  );
  assert.equal(hoverText([HUB], actors, "en"), "Sabha hub");
  assert.equal(hoverText([], actors, "en"), "");
});

Deno.test("a click means the nearest symbol and those that share its point, and lines and areas below", () => {
  /** @type {(id: string, rank: number, point?: [number, number]) => { id: string, rank: number, point?: [number, number] }} */
  const hit = (id, rank, point) => ({ id, rank, point });
  const hits = [hit("near", 0, [1, 1]), hit("beside", 0, [1.01, 1]), hit("same", 0, [1, 1]), hit("area", 2)];
  assert.deepEqual(meant(hits).map(({ id }) => id), ["near", "same", "area"]);
  assert.deepEqual(meant(hits.slice(3)).map(({ id }) => id), ["area"]);
});

Deno.test("holders that share a colour have a number, others none", () => {
  const one = { ...GNU, id: "one" };
  const two = { ...GNU, id: "two" };
  const history = [{ ...HISTORY[1], actors: [one, LNA] }, { ...HISTORY[2], actors: [two] }, HISTORY[2]];
  const coloursOf = (/** @type {string} */ id) => ({
    colour: id === "lna" ? "#D55E00" : "#6B3A1E",
    edge: "#000",
  });
  assert.deepEqual([...numbersOf(history, coloursOf)], [["one", 1], ["two", 2]]);
});
