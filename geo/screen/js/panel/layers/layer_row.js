/** One layer in the list: on or off, how many of its features are drawn, and what more can be done with it. */
import { button, element } from "../../shared/dom.js";
import { named } from "../../shared/names.js";
import { said } from "../../shared/refusals.js";
import { declared, inDigits, language, number, t } from "../../shared/words.js";
import { withShown } from "../../state/filters.js";
import { withLayer } from "./layering.js";

/** @import { LayerSpec, Names } from "../../state/catalogue.js" */
/** @import { Counts } from "../../state/link.js" */
/** @import { Store } from "../../state/store.js" */
/** @import { View } from "../../state/view.js" */

/**
 * A name in the language of our own words.
 * @param {Record<string, any>} record
 */
const inOwn = (record, stem = "title") => named(record, language().lang, stem);

export class LayerRow {
  /**
   * @param {Store} store
   * @param {LayerSpec} layer
   * @param {Element} sample
   * @param {(layer: string) => void} showUnplaced opens the cards of what the layer cannot draw
   */
  constructor(store, layer, sample, showUnplaced) {
    this.store = store;
    this.layer = layer;
    const { id } = layer;
    this.check = element("input", { type: "checkbox", id: `layer-${id}`, "data-layer": id });
    this.check.disabled = Boolean(layer.fault);
    this.check.addEventListener("change", () => {
      store.change({ layers: withLayer(store.view.layers, id, this.check.checked) });
    });
    this.name = element("label", {
      for: this.check.id,
      dir: "auto",
      title: [inOwn(layer), layer.note && declared(layer.note)].filter(Boolean).join(". "),
    });
    this.counted = element("span", { class: "count" });
    this.unplaced = button("", () => showUnplaced(id), { class: "unplaced" });
    this.problem = element("p", { class: "problem", role: "status" });
    this.opacity = this.#opacity();
    this.classes = Object.values(layer.classes).map(({ name }) => this.#class(`${id}.${name}`));
    this.more = this.#more();
    this.opener = button("⋮", () => this.open(Boolean(this.more.hidden)), {
      class: "opener",
      "aria-label": t("More about {layer}", { layer: inOwn(layer) }),
      "aria-expanded": "false",
    });
    this.element = element(
      "li",
      { class: layer.fault ? "out" : "" },
      this.check,
      sample,
      this.name,
      this.counted,
      this.opener,
      this.more,
      this.problem,
    );
    this.count();
  }

  /**
   * Says how much of the layer is drawn, or would be, or why none of it is.
   * @param {Counts} [now] none while it is off
   * @param {string} [failed]
   * @param {number} [off] what it would show; none = that is not known yet
   */
  count(now, failed, off) {
    const { fault, fault_words: words, total, large } = this.layer;
    const shown = now?.shown ?? off ?? (large ? total : undefined);
    this.counted.textContent = shown === undefined ? "" : number(shown);
    const values = { shown: shown ?? "", total: now?.total ?? total };
    if (now) this.counted.title = t("{shown} drawn now, {total} in the data", values);
    else if (off === undefined) this.counted.title = t("{n} in the data", { n: total });
    else this.counted.title = t("{shown} would be drawn, {total} in the data", values);
    this.unplaced.textContent = now?.unplaced ? t("{n} without a position: read", { n: now.unplaced }) : "";
    this.problem.textContent = failed
      ? t("Could not be read: {why}", { why: failed })
      : fault && t("Out: {why}", { why: words ? said(words) : fault });
  }

  /**
   * @param {View} view
   * @param {Record<string, Names>} names by the policy that is chosen
   */
  reflect({ layers, opacity, filters }, names) {
    const { id, title_short, title_short_ar } = this.layer;
    const [name, arabic] = names[`layer:${id}`] ?? [title_short, title_short_ar];
    this.name.textContent = inDigits(inOwn({ name, name_ar: arabic }, "name"));
    this.check.checked = layers.includes(id);
    this.opener.hidden = !this.check.checked;
    if (!this.check.checked) this.open(false);
    this.element.classList.toggle("on", this.check.checked);
    this.opacity.value = String(opacity[id] ?? 1);
    for (const check of this.classes) check.checked = !filters.hide?.includes(check.dataset.class ?? "");
  }

  /**
   * Unfolds what more there is, or folds it.
   * @param {boolean} on
   */
  open(on) {
    this.more.hidden = !on;
    this.opener.setAttribute("aria-expanded", String(on));
  }

  #opacity() {
    const { id } = this.layer;
    const label = t("Opacity of {layer}", { layer: inOwn(this.layer) });
    const slider = element("input", { type: "range", min: 0.1, max: 1, step: 0.1, "aria-label": label });
    slider.addEventListener("input", () => {
      this.store.change({ opacity: { ...this.store.view.opacity, [id]: Number(slider.value) } });
    });
    return slider;
  }

  /** @param {string} key `<layer>.<class>` */
  #class(key) {
    const check = element("input", { type: "checkbox", "data-class": key });
    check.addEventListener("change", () => {
      this.store.change({ filters: withShown(this.store.view.filters, "hide", key, check.checked) });
    });
    return check;
  }

  /** What a layer that is on offers: only this one, its opacity, its classes. */
  #more() {
    const { id, classes } = this.layer;
    const titles = Object.values(classes).map((one) => ` ${inOwn(one)}`);
    const labels = this.classes.map((check, i) => element("label", {}, check, titles[i]));
    return element(
      "div",
      { class: "more", hidden: "hidden" },
      this.unplaced,
      button(t("only this layer"), () => this.store.change({ layers: [id] }), { class: "only" }),
      this.opacity,
      element("div", { class: "classes" }, ...labels),
    );
  }
}
