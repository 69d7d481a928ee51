/** The tab "Brief" once it is ready: the form, the preview that follows it and the map, the file. */
import { aboutOf } from "../../map/features/pointing.js";
import { element } from "../../shared/dom.js";
import { clocksText, dateText, named } from "../../shared/names.js";
import { declared, mark, t, tn } from "../../shared/words.js";
import { viewParts, viewTexts } from "../../state/view.js";
import { ByHand } from "./by_hand.js";
import { Callouts } from "./callouts.js";
import { ExtentChoice } from "./extent_choice.js";
import { Fields } from "./fields.js";
import { figureQuery } from "./figures.js";
import { FigureFile } from "./file.js";
import { Preview } from "./preview.js";

/** @import { EvidenceLayer } from "../../map/layers/evidence_layer.js" */
/** @import { LibyaMap } from "../../map/map.js" */
/** @import { Grammar, View } from "../../state/view.js" */
/** @import { Choices } from "./choices.js" */
/** @import { Extent } from "./boxes.js" */
/** @import { Figure } from "./figures.js" */

const MARGIN = 24; // px of map round the extent of a ready figure
const LANGUAGES = { en: mark("English"), ar: mark("Arabic"), "en+ar": mark("English and Arabic") };

export class BriefForm {
  /** Whether the frame is to be brought into view once its shape is known. */
  #placing = false;

  /**
   * @param {LibyaMap} map
   * @param {Choices} choices
   * @param {Grammar} grammar
   * @param {HTMLFormElement} form
   */
  constructor(map, choices, grammar, form) {
    this.map = map;
    this.choices = choices;
    this.grammar = grammar;
    this.form = form;
    this.fields = new Fields(choices, (name) => this.#changed(name));
    this.preview = new Preview((state, figure) => this.#stands(state, figure));
    this.file = new FigureFile((text) => this.preview.refuse(text));
    this.extent = new ExtentChoice(map.map, choices, () => this.ask());
    const number = (/** @type {string[]} */ callouts) => map.change({ callouts });
    this.callouts = new Callouts(choices.most_callouts, number, () => this.fields.marking.focus());
    this.byHand = new ByHand(map.hand, grammar);
    this.screen = element("p", { class: "brief-screen" });
    this.file.element.append(this.preview.large);
    form.append(
      this.preview.element,
      element(
        "div",
        { class: "brief-fields" },
        this.screen,
        ...this.fields.first,
        this.extent.element,
        this.fields.page,
        this.callouts.element,
        this.byHand.element,
        ...this.fields.last,
      ),
      this.file.element,
    );
    map.map.on("moveend", () => this.#follow());
  }

  get view() {
    return this.map.store.view;
  }

  /**
   * @param {EvidenceLayer[]} layers
   * @param {View} view
   */
  update(layers, view) {
    this.screen.replaceChildren(t("From the screen:"), " ", element("b", {}, screenText(view)));
    const called = (/** @type {string} */ id) => nameOf(id, layers, view.lang);
    this.callouts.reflect(view.callouts, view.sel, called);
    this.byHand.reflect((id) => this.map.labels.nameOf(id) ?? called(id));
    this.extent.follow(view.c);
    this.ask();
  }

  /** Asks for a preview of what is wanted now. */
  ask() {
    const { layers } = this.view;
    this.#offer();
    this.preview.ask(
      this.#query({ preview: "1" }),
      layers.length ? "" : t("No layer is on. Turn one on in the panel."),
    );
  }

  /** @param {string} name of the field */
  #changed(name) {
    if (name === "preset") this.#fill();
    this.#placing = name === "preset" || name === "size";
    this.ask();
  }

  /** A ready figure: its layers and filters on the screen, its texts in the form, its extent as a frame. */
  #fill() {
    const preset = this.fields.ready;
    if (!preset) return;
    const { layers, names = "", f = "", o = "", callouts = "", bbox } = preset.params;
    this.fields.fill(preset, this.view.lang);
    const frame = bbox ? /** @type {Extent} */ (bbox.split(",").map(Number)) : null;
    const [west, south, east, north] = frame ?? this.choices.libya;
    this.map.map.fitBounds([[south, west], [north, east]], { animate: false, padding: [MARGIN, MARGIN] });
    this.extent.take(frame ? "frame" : "country", frame);
    // The days and the language stay those of the screen.
    this.map.store.change(viewParts(this.grammar, { layers, names, f, o, callouts }));
  }

  /** The map was moved: an extent that follows it does. */
  #follow() {
    if (this.form.offsetParent) this.extent.follow(this.view.c);
  }

  /**
   * All that makes up the figure, as its address writes it.
   * @param {Record<string, string>} more
   */
  #query(more) {
    const { c: _c, z: _z, ...view } = this.view;
    const texts = viewTexts(this.grammar, { ...view, bbox: this.extent.extent }, "figure");
    return figureQuery({ ...texts, ...this.fields.texts, ...more });
  }

  /**
   * @param {"" | "busy" | "faulty"} state
   * @param {Figure | null} figure
   */
  #stands(state, figure) {
    this.form.classList.toggle("busy", state === "busy");
    this.form.classList.toggle("faulty", this.preview.faulty);
    this.#offer();
    if (!figure) return;
    this.extent.frame.shape(figure.aspect);
    if (this.#placing) this.extent.frame.bringIntoView();
    this.#placing = false;
  }

  /** Where the file is; no address while there is something wrong. */
  #offer() {
    this.file.offer(this.fields.formatTitle, this.preview.faulty ? null : this.#query(this.fields.file));
  }
}

/**
 * What of the screen the figure shows, in words.
 * @param {View} view
 */
export function screenText({ layers, at, known, recorded, filters, lang }) {
  const parts = [
    tn("{n} layer", "{n} layers", layers.length),
    t("as of {day}", { day: dateText(at) }),
    ...clocksText({ known, recorded }),
    Object.keys(filters).length ? t("filtered") : "",
    declared(LANGUAGES[lang]),
  ];
  return parts.filter(Boolean).join(" · ");
}

/**
 * The name of a feature of one of these layers, or of the place or district that it says who holds; else the id.
 * @param {string} id
 * @param {EvidenceLayer[]} layers
 * @param {string} lang
 */
function nameOf(id, layers, lang) {
  const isAbout = (/** @type {import("../../map/features/items.js").Item} */ { properties }) =>
    aboutOf(properties) === id;
  const item = layers.map((layer) => layer.find(id) ?? layer.visible.find(isAbout)).find(Boolean);
  return (item && named(item.properties, lang)) || id;
}
