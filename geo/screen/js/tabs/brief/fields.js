/** The fields of the briefer: what a figure is called, its page, its marking. */
import { element } from "../../shared/dom.js";
import { declared, language, mark, t } from "../../shared/words.js";
import { pageText, presetText } from "./choices.js";

/** @import { Choice, Choices, Preset } from "./choices.js" */
/** @typedef {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} Control */

const FAULTY = [
  ["refuse", mark("Refuse: nothing half-drawn leaves")],
  ["warn", mark("Draw the rest, with a warning on the figure")],
];
const USUAL_DPI = "300";
const SCREEN = "16x9";
const marked = () => t("Asking for less leaves out what is marked above it, and says how many.");

export class Fields {
  /**
   * @param {Choices} choices
   * @param {(name: string) => void} changed hears of every field that is changed
   */
  constructor(choices, changed) {
    const { longest, markings, sizes, formats, dpis } = choices;
    this.choices = choices;
    this.preset = select("preset", [["", t("What is on the screen")], ...titled(choices.presets)]);
    this.title = line("title", longest.title, t("made of the layers"));
    this.subtitle = line("subtitle", longest.subtitle);
    this.notes = element("textarea", { name: "notes", rows: 2, maxlength: longest.notes, dir: "auto" });
    this.size = select("size", titled(sizes));
    this.format = select("format", titled(formats));
    this.dpi = select("dpi", dpis.map((dpi) => [String(dpi), t("{dpi} dpi", { dpi })]));
    this.dpi.value = USUAL_DPI;
    const levels = markings.map((one) => [one, `TLP:${one}`]);
    this.marking = select("marking", [["", t("Highest of what is drawn")], ...levels]);
    this.faulty = select("faulty", FAULTY.map(([value, title]) => [value, declared(title)]));
    this.frames = element("input", { name: "frames", type: "checkbox" });
    this.table = element("input", { name: "table", type: "checkbox" });
    this.bare = element("input", { name: "bare", type: "checkbox" });
    this.pageSize = element("small", { class: "brief-hint" });
    /** @type {Control[]} */
    const typed = [this.title, this.subtitle, this.notes];
    const checks = [this.frames, this.table, this.bare];
    const chosen = [this.preset, this.size, this.format, this.dpi, this.marking, this.faulty, ...checks];
    for (const control of [...typed, ...chosen]) {
      control.addEventListener(typed.includes(control) ? "input" : "change", () => {
        // A slide has the shape of a screen, until somebody chooses a size.
        if (control === this.format && control.value === "pptx" && !this.size.selectedIndex) {
          this.size.value = SCREEN;
        }
        this.#tellSize();
        changed(control.name);
      });
    }
    this.#tellSize();
  }

  /** What the figure starts from and is called: above the rest of the form. */
  get first() {
    return [
      field(t("Start from"), this.preset),
      field(t("Title"), this.title),
      field(t("Subtitle"), this.subtitle),
    ];
  }

  get page() {
    return element(
      "div",
      { class: "brief-row" },
      field(t("Size"), this.size),
      field(t("Format"), this.format),
      field(t("Resolution"), this.dpi),
      this.pageSize,
    );
  }

  /** What is rarely changed: below the rest of the form. */
  get last() {
    return [
      field(t("Handling marking"), this.marking, marked()),
      field(t("Notes on the figure"), this.notes),
      field(t("If a layer is out or nothing is drawn"), this.faulty),
      element("label", { class: "brief-check" }, this.frames, t("Frames round forces after APP-6")),
      element("label", { class: "brief-check" }, this.table, t("Table of what is shown")),
      element("label", { class: "brief-check" }, this.bare, t("Map alone: PNG with a world file, zipped")),
    ];
  }

  /** The preset that was chosen, if any. */
  get ready() {
    return this.choices.presets.find(({ name }) => name === this.preset.value);
  }

  /** What the form says, by the names of the address. */
  get texts() {
    return {
      title: this.title.value.trim(),
      subtitle: this.subtitle.value.trim(),
      notes: this.notes.value.trim(),
      size: this.size.value,
      marking: this.marking.value,
      faulty: this.faulty.value === "warn" ? "warn" : "",
      frames: this.frames.checked ? "1" : "",
      table: this.table.checked ? "1" : "",
      bare: this.bare.checked ? "1" : "",
    };
  }

  /** What is said of the file alone. */
  get file() {
    return { format: this.bare.checked ? "png" : this.format.value, dpi: this.dpi.value };
  }

  /** What the menu calls the format; a bare map is a zip of a PNG with what goes beside it. */
  get formatTitle() {
    return this.bare.checked ? "ZIP" : this.format.selectedOptions[0].textContent ?? "";
  }

  /**
   * Takes over what a ready figure says.
   * @param {Preset} preset
   * @param {string} lang
   */
  fill(preset, lang) {
    const { params } = preset;
    this.title.value = presetText(preset, "title", lang);
    this.subtitle.value = presetText(preset, "subtitle", lang);
    this.notes.value = params.notes ?? "";
    if (params.size) this.size.value = params.size;
    this.marking.value = params.marking ?? "";
    this.frames.checked = params.frames === "1";
    this.table.checked = params.table === "1";
    this.bare.checked = params.bare === "1";
    this.#tellSize();
  }

  #tellSize() {
    const size = this.choices.sizes.find(({ name }) => name === this.size.value);
    this.pageSize.textContent = size ? pageText(size, this.format.value, Number(this.dpi.value)) : "";
  }
}

/** @param {Choice[]} choices */
function titled(choices) {
  return choices.map((
    { name, title, title_ar },
  ) => [name, (language().lang === "ar" && title_ar) || declared(title)]);
}

/**
 * @param {string} name
 * @param {string[][]} options
 */
function select(name, options) {
  return element("select", { name }, ...options.map(([value, title]) => element("option", { value }, title)));
}

/**
 * @param {string} name
 * @param {number} longest
 * @param {string} [placeholder]
 */
function line(name, longest, placeholder) {
  const attributes = {
    name,
    type: "text",
    maxlength: longest,
    placeholder,
    autocomplete: "off",
    dir: "auto",
  };
  return element("input", attributes);
}

/**
 * @param {string} title
 * @param {Control} control
 * @param {string} [hint]
 */
function field(title, control, hint) {
  control.id = `brief-${control.name}`;
  const label = element("label", { for: control.id }, title);
  if (!hint) return element("div", { class: "brief-field" }, label, control);
  const said = element("small", { class: "brief-hint", id: `${control.id}-hint` }, hint);
  control.setAttribute("aria-describedby", said.id);
  return element("div", { class: "brief-field" }, label, control, said);
}
