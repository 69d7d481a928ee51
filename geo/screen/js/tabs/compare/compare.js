/** The tab "Compare": which two pictures, what differs between them as a list, and that list to take away. The maps
 * themselves are in map/compare; the list is the answer of `/api/ask/compare`. */
import { yearBefore } from "../../state/compare.js";
import { button, element } from "../../shared/dom.js";
import { fetchText } from "../../shared/fetching.js";
import { here } from "../../shared/here.js";
import { nameLines } from "../../shared/names.js";
import { whyOf } from "../../shared/refusals.js";
import { declared, mark, t } from "../../shared/words.js";
import { sourceList } from "../ask/answer.js";
import { CompareForm } from "./form.js";
import { groupsOf, listOf, ORDERS } from "./list.js";

/** @import { LibyaMap } from "../../map/map.js" */
/** @import { View } from "../../state/view.js" */
/** @import { Differing } from "./list.js" */

class Compare {
  /** What is listed, and how. */
  #listed = "";

  /** @param {LibyaMap} map */
  constructor(map) {
    this.map = map;
    this.form = new CompareForm(map);
    this.order = element(
      "select",
      { "aria-label": t("Order of the list") },
      ...ORDERS.map(([value, title]) => element("option", { value }, declared(title))),
    );
    this.order.addEventListener("change", () => this.#list());
    this.first = element("p", { class: "compare-first", role: "status" });
    this.list = element("div", { class: "compare-list" });
    this.said = element("span", { class: "compare-hint", role: "status" });
    this.csv = element("a", { download: "" }, "CSV");
    this.xlsx = element("a", { download: "" }, "XLSX");
    const offers = element(
      "p",
      { class: "compare-offers" },
      button(t("Copy as text"), () => this.#copy()),
      this.csv,
      this.xlsx,
      button(t("Figure"), () => map.change({ tab: "brief" })),
      this.said,
    );
    this.start = button(t("Compare"), () => this.#begin(), { class: "compare-start" });
    this.whole = element("div", {}, this.first, offers, this.order, this.list);
    this.element = element(
      "div",
      { class: "compare-tab" },
      element("h2", {}, t("What changed")),
      this.form.element,
      this.start,
      this.whole,
    );
    map.comparing.subscribe(() => this.#list());
    // Whoever opens the tab wants to compare; whoever has ended that begins it by the button.
    if (!map.store.view.compare) setTimeout(() => this.#begin());
  }

  #begin() {
    const { at, tab } = this.map.store.view;
    if (tab === "compare") this.map.change({ compare: { at: yearBefore(at) } });
  }

  /**
   * @param {unknown} _layers
   * @param {View} view
   */
  update(_layers, view) {
    const on = Boolean(view.compare);
    this.form.element.hidden = this.whole.hidden = !on;
    this.start.hidden = on;
    this.form.reflect(view);
    this.#list();
  }

  #list() {
    const { comparing, store: { view: { lang, sel } } } = this.map;
    const { answer, problem } = comparing;
    const order = this.order.value;
    const listed = [answer?.version, comparing.busy, problem, lang, sel, order, comparing.address({}).url]
      .join();
    if (listed === this.#listed || !this.map.store.view.compare) return;
    this.#listed = listed;
    this.element.setAttribute("aria-busy", String(comparing.busy));
    if (problem) this.first.textContent = problem;
    else if (!answer) this.first.textContent = t("Looking for what differs …");
    else this.first.replaceChildren(...lines(answer, lang));
    const rows = /** @type {Differing[]} */ (problem ? [] : answer?.rows ?? []);
    const hands = {
      lang,
      selected: sel,
      coloursOf: (/** @type {string} */ actor) => this.map.coloursOf(actor),
      select: (/** @type {Differing} */ row) => this.#select(row),
    };
    this.list.replaceChildren(
      ...listOf(groupsOf(rows, order, lang), hands),
      sourceList(answer?.sources ?? {}) ?? "",
    );
    this.csv.href = here(comparing.address({ format: "csv" }).url);
    this.xlsx.href = here(comparing.address({ format: "xlsx" }).url);
  }

  /** @param {Differing} row */
  #select({ id, layer, scope }) {
    const { map } = this;
    const district = map.ground.districts.find((one) => one.id === id);
    const layers = [map.layers.get(layer), map.comparing.twin?.layers.get(layer)];
    const items = layers.flatMap((one) => one?.items ?? []);
    const item = items.find((one) => one.id === id || one.properties.place === id);
    map.camera.flyTo((scope === "district" ? district?.shape : item?.shape) ?? null);
    map.change({ sel: id, tab: "compare" });
  }

  async #copy() {
    const { url, body } = this.map.comparing.address({ format: "text" });
    try {
      await navigator.clipboard.writeText(await fetchText(url, body));
      this.said.textContent = t("Copied");
    } catch (problem) {
      this.said.textContent = t("Not copied: {why}", {
        why: whyOf(problem),
      });
    }
  }
}

/**
 * The first sentence: how much differs.
 * @param {import("../../map/compare/comparing.js").Answer} answer
 * @param {string} lang
 */
function lines({ sentences }, lang) {
  const [first] = sentences;
  return nameLines({ text: first.text, text_ar: first.text_ar }, lang, "text").map((line) =>
    element("span", { dir: "auto" }, line)
  );
}

export const compare = {
  id: "compare",
  title: mark("Compare"),
  /** @param {LibyaMap} map */
  create: (map) => new Compare(map),
};
