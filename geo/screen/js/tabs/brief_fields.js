/* The fields of the briefer, and what the state of the screen is called in the address of a figure. */
import { element } from "../shared/dom.js";

const FAULTY = [["refuse", "Refuse: nothing half-drawn leaves"], [
  "warn",
  "Draw the rest, with a warning on the figure",
]];
const MM_PER_INCH = 25.4;

export class BriefFields {
  /** `changed(name)` hears of every field that is changed. */
  constructor(choices, changed) {
    const { longest, markings, sizes, formats, dpis } = choices;
    this.choices = choices;
    const titled = (list) => list.map(({ name, title }) => [name, title]);
    this.preset = select([["", "What is on the screen"], ...titled(choices.presets)]);
    this.title = element("input", {
      type: "text",
      maxlength: longest.title,
      placeholder: "made of the layers",
      autocomplete: "off",
      dir: "auto",
    });
    this.subtitle = element("input", {
      type: "text",
      maxlength: longest.subtitle,
      autocomplete: "off",
      dir: "auto",
    });
    this.notes = element("textarea", { rows: 2, maxlength: longest.notes, dir: "auto" });
    this.size = select(titled(sizes));
    this.format = select(titled(formats));
    this.dpi = select(dpis.map((dpi) => [dpi, `${dpi} dpi`]));
    this.dpi.value = "300";
    this.marking = select([["", "Highest of what is drawn"], ...markings.map((one) => [one, `TLP:${one}`])]);
    this.faulty = select(FAULTY);
    this.frames = element("input", { type: "checkbox" });
    this.pixels = element("small", { class: "brief-hint" });
    const listened = {
      preset: this.preset,
      title: this.title,
      subtitle: this.subtitle,
      notes: this.notes,
      size: this.size,
      format: this.format,
      dpi: this.dpi,
      marking: this.marking,
      faulty: this.faulty,
      frames: this.frames,
    };
    for (const [name, control] of Object.entries(listened)) {
      control.name = name;
      control.addEventListener(control.matches("select, [type=checkbox]") ? "change" : "input", () => {
        this._tell();
        changed(name);
      });
    }
    this._tell();
  }

  /** What the map on the screen is, and what the page is, above and below the rest of the form. */
  get first() {
    return [field("Start from", this.preset), field("Title", this.title), field("Subtitle", this.subtitle)];
  }

  get page() {
    return element(
      "div",
      { class: "brief-row" },
      field("Size", this.size),
      field("Format", this.format),
      field("Resolution", this.dpi),
      this.pixels,
    );
  }

  get last() {
    const marked = "Asking for less leaves out what is marked above it, and says how many.";
    return [
      field("Handling marking", this.marking, marked),
      field("Notes on the figure", this.notes),
      field("If a layer is out or nothing is drawn", this.faulty),
      element("label", { class: "brief-check" }, this.frames, "Frames round forces after APP-6"),
    ];
  }

  get paper() {
    return this.choices.sizes.find(({ name }) => name === this.size.value);
  }

  /** What they say, by the names of the address. */
  get texts() {
    const { title, subtitle, notes, size, marking } = this;
    const texts = Object.fromEntries(
      Object.entries({ title, subtitle, notes, size, marking }).map((
        [name, { value }],
      ) => [name, value.trim()]),
    );
    return {
      ...texts,
      faulty: this.faulty.value === "warn" ? "warn" : "",
      frames: this.frames.checked ? "1" : "",
    };
  }

  /** Takes over what a ready figure says. */
  fill({ params, ...preset }, lang) {
    const own = (stem) => (lang === "ar" && preset[`${stem}_ar`]) || preset[stem];
    this.title.value = own("title");
    this.subtitle.value = own("subtitle");
    this.notes.value = params.notes || "";
    if (params.size) this.size.value = params.size;
    this.marking.value = params.marking || "";
    this.frames.checked = params.frames === "1";
    this._tell();
  }

  _tell() {
    const { width_mm: width, height_mm: height } = this.paper;
    const pixels = (mm) => Math.round((mm / MM_PER_INCH) * Number(this.dpi.value));
    const page = `${Math.round(width)} × ${Math.round(height)} mm`;
    this.pixels.textContent = this.format.value === "png"
      ? `${page}, ${pixels(width)} × ${pixels(height)} pixels`
      : page;
  }
}

function field(title, control, hint = "") {
  control.id = `brief-${control.name}`;
  const said = hint ? element("small", { class: "brief-hint", id: `${control.id}-hint` }, hint) : "";
  if (hint) control.setAttribute("aria-describedby", said.id);
  return element(
    "div",
    { class: "brief-field" },
    element("label", { for: control.id }, title),
    control,
    said,
  );
}

function select(options) {
  return element("select", {}, ...options.map(([value, title]) => element("option", { value }, title)));
}
