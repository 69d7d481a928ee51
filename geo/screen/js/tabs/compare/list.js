/** What differs between two pictures as a list: who gained what, then what was lost, contested, new, ended, moved. */
import { button, element } from "../../shared/dom.js";
import { named } from "../../shared/names.js";
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
  gained: "gained",
  lost: "lost",
  contested: "Contested",
  new: "New",
  ended: "Ended",
  moved: "Moved",
  "better confirmed": "Better confirmed",
  "worse confirmed": "Worse confirmed",
});
const SCOPES = /** @type {const} */ ([
  ["place", "place", "places"],
  ["district", "district", "districts"],
  ["feature", "feature", "features"],
]);
/** Kinds that are told by who holds. */
const BY_WHOM = ["gained", "lost"];
const FOLDED = ["better confirmed", "worse confirmed"];
/** How rows may be ordered. */
export const ORDERS = /** @type {const} */ ([
  ["", "By what happened"],
  ["people", "Most people first"],
  ["km2", "Largest first"],
  ["name", "By name"],
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
    return sorted.length ? [{ title: "All that differs", count: counted(sorted), rows: sorted }] : [];
  }
  const groups = Object.groupBy(
    rows,
    ({ change, holder }) => BY_WHOM.includes(change) ? `${change} ${holder}` : change,
  );
  return Object.values(groups).map((own) => {
    const group = own ?? [];
    const [{ change, holder_name, holder_name_ar }] = group;
    const who = BY_WHOM.includes(change)
      ? `${named({ name_en: holder_name, name_ar: holder_name_ar }, lang)} `
      : "";
    return { title: `${who}${TITLES[change] ?? change}`, count: counted(group), rows: group };
  });
}

/** @param {Differing[]} rows */
function counted(rows) {
  return SCOPES.flatMap(([scope, one, many]) => {
    const number = rows.filter((row) => row.scope === scope).length;
    return number ? [`${number} ${number === 1 ? one : many}`] : [];
  }).join(", ");
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
    row.km2 ? `${Math.round(row.km2).toLocaleString("en")} km²` : "",
    row.people
      ? `${row.people.toLocaleString("en")} people${row.people_year && ` (${row.people_year})`}`
      : "",
    grades && row.scope !== "feature" ? `${grades[0]} → ${grades[1]}` : "",
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
