/** What differs between two pictures as a list: who gained what, then what was lost, contested, new, ended, moved. */
import { button, element } from "../../shared/dom.js";
import { named } from "../../shared/names.js";
import { declared, mark, number, t, tn } from "../../shared/words.js";
import { swatch } from "../inspect/claims.js";

/** @import { ColoursOf } from "../inspect/claims.js" */
/**
 * @typedef {object} Differing a row of the answer
 * @property {string} change
 * @property {string} layer
 * @property {string} id
 * @property {string} scope
 * @property {string} name_en
 * @property {string} name_ar
 * @property {string} holder
 * @property {string} holder_name
 * @property {string} holder_name_ar
 * @property {string} before
 * @property {string} before_ar
 * @property {string} after
 * @property {string} after_ar
 * @property {string} kind_before
 * @property {string} kind_after
 * @property {string} actors_before
 * @property {string} actors_after
 * @property {string} grade_before
 * @property {string} grade_after
 * @property {number | null} km2
 * @property {number | null} people
 * @property {string} people_year
 */
/** @typedef {{ lang: string, coloursOf: ColoursOf, select: (row: Differing) => void, selected: string }} Hands */
/** @typedef {{ title: string, count: string, rows: Differing[] }} Group */

/** What each kind of difference is called as a heading. */
const TITLES = /** @type {Record<string, string>} */ ({
  contested: mark("Contested"),
  new: mark("New"),
  ended: mark("Ended"),
  moved: mark("Moved"),
  lapsed: mark("No longer confirmed"),
  "better confirmed": mark("Better confirmed"),
  "worse confirmed": mark("Worse confirmed"),
});
/** @type {Record<string, (n: number) => string>} */
const SCOPES = {
  place: (n) => tn("{n} place", "{n} places", n),
  district: (n) => tn("{n} district", "{n} districts", n),
  feature: (n) => tn("{n} feature", "{n} features", n),
};
/** Kinds that are told by who holds. */
const BY_WHOM = ["gained", "lost"];
const FOLDED = ["lapsed", "better confirmed", "worse confirmed"];
/** How rows may be ordered. */
export const ORDERS = /** @type {const} */ ([
  ["", mark("By what happened")],
  ["people", mark("Most people first")],
  ["km2", mark("Largest first")],
  ["name", mark("By name")],
]);

/**
 * The rows as they are listed: in groups, or in one by a measure.
 * @param {Differing[]} rows
 * @param {string} order
 * @param {string} lang
 * @returns {Group[]}
 */
export function groupsOf(rows, order, lang) {
  if (order) {
    const sorted = rows.toSorted(
      order === "name"
        ? (a, b) => named(a, lang).localeCompare(named(b, lang), lang === "ar" ? "ar" : "en")
        : (a, b) =>
          Number(b[/** @type {"km2"} */ (order)] ?? 0) - Number(a[/** @type {"km2"} */ (order)] ?? 0),
    );
    return sorted.length ? [{ title: t("All that differs"), count: counted(sorted), rows: sorted }] : [];
  }
  const groups = Object.groupBy(
    rows,
    ({ change, holder }) => BY_WHOM.includes(change) ? `${change} ${holder}` : change,
  );
  return Object.values(groups).map((own) => {
    const group = own ?? [];
    return { title: titleOf(group[0], lang), count: counted(group), rows: group };
  });
}

/**
 * @param {Differing} row the first of a group
 * @param {string} lang
 */
function titleOf({ change, holder_name, holder_name_ar }, lang) {
  const who = named({ name_en: holder_name, name_ar: holder_name_ar }, lang);
  if (change === "gained") return t("{who} gained", { who });
  if (change === "lost") return t("{who} lost", { who });
  return TITLES[change] ? declared(TITLES[change]) : change;
}

/** @param {Differing[]} rows */
function counted(rows) {
  return Object.entries(SCOPES).flatMap(([scope, told]) => {
    const n = rows.filter((row) => row.scope === scope).length;
    return n ? [told(n)] : [];
  }).join(t(", "));
}

/**
 * @param {Group[]} groups
 * @param {Hands} hands
 */
export function listOf(groups, hands) {
  return groups.map(({ title, count, rows }) =>
    element(
      "details",
      { class: "compare-group", open: FOLDED.includes(rows[0].change) && groups.length > 1 ? null : "" },
      element("summary", {}, element("bdi", {}, title), element("small", {}, count)),
      element("ul", {}, ...rows.map((row) => item(row, hands))),
    )
  );
}

/**
 * @param {Differing} row
 * @param {Hands} hands
 */
function item(row, hands) {
  const { lang } = hands;
  const before = lang === "ar" ? row.before_ar : row.before;
  const after = lang === "ar" ? row.after_ar : row.after;
  const same = before === after;
  const grades = row.grade_before !== row.grade_after
    ? [row.grade_before || "–", row.grade_after || "–"]
    : null;
  const measures = [
    row.km2 ? t("{km2} km²", { km2: Math.round(row.km2) }) : "",
    row.people ? peopleText(row.people, row.people_year) : "",
    // Set apart from left to right: in Arabic a dash before the arrow would stand behind it.
    grades && row.scope !== "feature" ? `\u2066${grades[0]} → ${grades[1]}\u2069` : "",
  ].filter(Boolean).join(" · ");
  const colours = (/** @type {string} */ actors) => hands.coloursOf(actors.split("|")[0]);
  const dots = row.scope === "feature" ? [] : [
    swatch(row.kind_before, colours(row.actors_before)),
    element("span", { class: "compare-arrow", "aria-hidden": "true" }),
    swatch(row.kind_after, colours(row.actors_after)),
  ];
  for (const dot of row.scope === "district" ? dots : []) dot.classList.add("swatch-district");
  return element(
    "li",
    { "data-id": row.id, "data-change": row.change },
    button(
      element(
        "span",
        { class: "compare-row" },
        element("span", { class: "compare-dots" }, ...dots),
        element("bdi", { class: "compare-name" }, named(row, lang)),
        element(
          "span",
          { class: "compare-said", dir: "auto" },
          [before, same ? "" : after].filter(Boolean).join(lang === "ar" ? " ← " : " → "),
        ),
        measures && element("small", {}, measures),
      ),
      () => hands.select(row),
      { class: "plain", "aria-pressed": String(row.id === hands.selected) },
    ),
  );
}

/**
 * @param {number} people
 * @param {string} year
 */
function peopleText(people, year) {
  const count = number(people);
  return year
    ? t("{people} people ({year})", { people: count, year })
    : t("{people} people", { people: count });
}
