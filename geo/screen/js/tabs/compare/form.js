/** What the other picture is: its day, what had been published or recorded, its names, whom it does not believe. */
import { exchanged, NOW, otherView, without, yearBefore } from "../../state/compare.js";
import { today } from "../../shared/calendar.js";
import { DayField } from "../../shared/day_field.js";
import { button, element } from "../../shared/dom.js";
import { fetchJson } from "../../shared/fetching.js";
import { declared, mark, t } from "../../shared/words.js";

/** @import { LibyaMap } from "../../map/map.js" */
/** @import { Compared } from "../../state/compare.js" */
/** @import { View } from "../../state/view.js" */

/** @type {[title: string, before: string, after: string][]} */
const STORIES = [
  [mark("A year ago and today"), "", ""],
  [mark("Before and after the war for Tripoli"), "2019-04-01", "2020-07-15"],
  [mark("Ceasefire of October 2020 and today"), "2020-10-23", ""],
  [mark("Before the unity government and after"), "2021-03-15", "2021-09-01"],
];
const POLICIES = [
  ["", mark("Names as on the other map")],
  ["data", mark("As in the data")],
  ["own", mark("What they call themselves")],
  ["press", mark("What the press says")],
  ["descriptive", mark("What they are")],
];
const SOURCES = [
  ["", mark("All sources")],
  ["side.gnu", mark("Without outlets of Tripoli")],
  ["side.east", mark("Without outlets of the east")],
  ["side.foreign", mark("Without outlets of other states")],
  ["side.unknown", mark("Without outlets whose side is not known")],
  ["side.none", mark("Without outlets of no side")],
];
const SPAN = { min: "2000-01-01", max: "2100-12-31" };
const NOTHING = "none";

export class CompareForm {
  /** @param {LibyaMap} map */
  constructor(map) {
    this.map = map;
    const select = (/** @type {string} */ label, /** @type {string[][]} */ options) =>
      element(
        "select",
        { "aria-label": label },
        ...options.map(([value, title]) => element("option", { value }, declared(title))),
      );
    this.before = new DayField("compare-before", t("First day"), SPAN);
    this.after = new DayField("compare-after", t("Second day"), SPAN);
    this.known = new DayField("compare-known", t("Published by"), SPAN);
    this.recorded = new DayField("compare-recorded", t("As recorded on"), SPAN);
    this.names = select(t("Names on the first map"), POLICIES);
    this.sources = select(t("Sources of the first map"), SOURCES);
    this.stories = select(t("Two days to compare"), [
      [NOTHING, mark("Two days …")],
      ...STORIES.map(([title], i) => [String(i), title]),
    ]);
    this.looks = ["", "swipe"].map((look) =>
      button(look ? t("Swipe") : t("Side by side"), () => this.#change({ look }), { "data-look": look })
    );
    this.exchange = button(t("⇄ Exchange"), () => {
      const part = exchanged(map.store.view);
      if (part) map.change(part);
    });
    this.more = element(
      "details",
      { class: "compare-more" },
      element("summary", {}, t("Sources, names, what was known")),
      field(t("Published by"), this.known.element),
      field(t("As recorded on"), this.recorded.element),
      this.sources,
      this.names,
    );
    this.element = element(
      "form",
      { class: "compare-form", "aria-label": t("What is compared") },
      element(
        "div",
        { class: "compare-days" },
        field(t("First day"), this.before.element),
        field(t("Second day"), this.after.element),
      ),
      this.stories,
      this.more,
      element("div", { class: "compare-looks" }, ...this.looks, this.exchange),
    );
    this.element.addEventListener("submit", (event) => event.preventDefault());
    this.before.calendar.addEventListener("change", () => this.#change({ at: this.before.value }));
    this.after.calendar.addEventListener("change", () => map.change({ at: this.after.value || today() }));
    this.known.calendar.addEventListener("change", () => this.#change({ known: this.known.value || NOW }));
    this.recorded.calendar.addEventListener(
      "change",
      () => this.#change({ recorded: this.recorded.value || NOW }),
    );
    this.names.addEventListener("change", () => this.#change({ names: this.names.value }));
    this.sources.addEventListener("change", () => this.#change({ without: this.sources.value }));
    this.stories.addEventListener("change", () => this.#tell());
    this.more.addEventListener("toggle", () => this.#publishers(), { once: true });
  }

  /** @param {Compared} part */
  #change(part) {
    this.map.change({ compare: without({ ...this.map.store.view.compare, ...part }) });
  }

  #tell() {
    const [, before, after] = STORIES[Number(this.stories.value)] ?? [];
    this.stories.value = NOTHING;
    if (before === undefined) return;
    const look = this.map.store.view.compare?.look;
    const at = after || today();
    this.map.change({ at, compare: without({ at: before || yearBefore(at), look }) });
  }

  /** The publishers on whom most depends can be done without. */
  async #publishers() {
    const { tables } = await fetchJson(
      `/api/ask/without?${new URLSearchParams({ at: this.map.store.view.at })}`,
    )
      .catch(() => ({ tables: [] }));
    const top = tables.find((/** @type {{ name: string }} */ { name }) => name === "publishers");
    for (const { id, name, flips } of top?.rows ?? []) {
      this.sources.append(
        element("option", { value: id }, t("Without {name} ({flips} depend on it)", { name, flips })),
      );
    }
    this.reflect(this.map.store.view);
  }

  /** @param {View} view */
  reflect(view) {
    const compared = view.compare ?? {};
    const other = otherView(view, compared);
    this.before.value = other.at;
    this.after.value = view.at;
    this.known.value = other.known;
    this.recorded.value = other.recorded;
    this.names.value = compared.names ?? "";
    const chosen = compared.without ?? "";
    if (chosen && ![...this.sources.options].some(({ value }) => value === chosen)) {
      this.sources.append(element("option", { value: chosen }, t("Without {name}", { name: chosen })));
    }
    this.sources.value = chosen;
    if (Object.keys(compared).some((name) => !["at", "look"].includes(name))) this.more.open = true;
    for (const look of this.looks) {
      look.setAttribute("aria-pressed", String(look.dataset.look === (compared.look ?? "")));
    }
    this.exchange.disabled = !exchanged(view);
  }
}

/**
 * @param {string} title
 * @param {HTMLElement} input
 */
function field(title, input) {
  return element(
    "label",
    { for: (input.querySelector("input") ?? input).id },
    element("span", {}, title),
    input,
  );
}
