/** The dialog that makes a layer of a file: what it holds, what its columns are for, what is wrong with its rows. */
import { button, element } from "../../shared/dom.js";
import { fetchSent } from "../../shared/fetching.js";
import { whyOf } from "../../shared/refusals.js";
import { declared, t, tn } from "../../shared/words.js";
import { told } from "./checked.js";
import { followed, newJob } from "./progress.js";
import { proposedFor, ROLES, rolesTold } from "./roles.js";
import { addingTexts, readingTexts } from "./sent.js";

/**
 * @typedef {object} Looked what a file holds
 * @property {number} rows
 * @property {boolean} large whether it becomes a layer that is never loaded whole
 * @property {string} encoding
 * @property {string} crs
 * @property {boolean} shapes
 * @property {string} known
 * @property {string[]} roles
 * @property {Record<string, string>} proposed
 * @property {{ name: string, sample: string[] }[]} columns
 */

export class Adding {
  /** @type {File | undefined} */
  #file;
  /** @type {Looked | undefined} */
  #looked;
  /** Ends what is asked of the file that was given before. */
  #asking = new AbortController();
  /** @type {[string, HTMLSelectElement][]} */
  #choices = [];

  /** @param {(layer: string) => void} added is told the id of the new layer */
  constructor(added) {
    this.added = added;
    this.title = element("input", { type: "text", maxlength: 60 });
    this.sheet = element("select", { class: "own-sheet" });
    this.crs = element("input", { type: "text", placeholder: "EPSG:32633", dir: "ltr" });
    this.encoding = choice({
      "": t("as it shows"),
      "UTF-8": "UTF-8",
      CP1256: t("Windows, Arabic"),
      CP1252: t("Windows, Western"),
    });
    this.days = choice({ "": t("as it shows"), dmy: t("day/month/year"), mdy: t("month/day/year") });
    this.world = element("input", { type: "checkbox" });
    this.columns = element("div", { class: "own-columns" });
    this.said = element("div", { class: "own-said" });
    this.check = button(t("Check"), () => this.#send(true));
    this.add = button(t("Add to the map"), () => this.#send(false));
    this.sheetLine = line(t("Layer in the file"), this.sheet);
    this.element = element(
      "dialog",
      { class: "own-dialog", "aria-label": t("Add own data") },
      element("h2", {}, t("Add own data")),
      element("p", { class: "own-note" }, t("Only you see it, and nobody has graded it.")),
      line(t("Title"), this.title),
      this.sheetLine,
      this.columns,
      line(t("Letters"), this.encoding),
      line(t("Coordinates"), this.crs),
      line(t("Days"), this.days),
      element("label", { class: "own-line" }, this.world, ` ${t("Take positions outside Libya, too")}`),
      this.said,
      element(
        "p",
        { class: "own-actions" },
        this.check,
        this.add,
        button(t("Cancel"), () => this.element.close()),
      ),
    );
    for (const field of [this.sheet, this.encoding]) field.addEventListener("change", () => this.#look());
    this.element.addEventListener("change", () => this.add.disabled = true);
    this.element.addEventListener("close", () => this.#asking.abort());
  }

  /** @param {File} file */
  async open(file) {
    this.#file = file;
    this.#looked = undefined;
    this.title.value = file.name.replace(/\.[^.]*$/, "");
    this.sheet.replaceChildren();
    this.crs.value = this.encoding.value = this.days.value = "";
    this.world.checked = false;
    if (!this.element.open) this.element.showModal();
    await this.#look();
  }

  /** Asks what the file holds, and shows it. */
  async #look() {
    this.sheetLine.hidden = !this.sheet.options.length;
    this.columns.replaceChildren();
    this.#asking.abort();
    this.#asking = new AbortController();
    this.#busy(t("Reading the file…"));
    const { signal } = this.#asking;
    try {
      const texts = readingTexts(this.#form());
      const looked = await fetchSent(`/api/own/look?${texts}`, this.#file ?? null, signal);
      if (signal.aborted) return;
      this.#looked = looked;
    } catch (error) {
      if (!signal.aborted) this.#refused(error);
      return;
    }
    this.#show();
  }

  #show() {
    const looked = this.#looked;
    if (!looked) return;
    const { rows, large, encoding, crs, known, shapes, columns, roles, proposed } = looked;
    const facts = [
      tn("{n} row, read as {encoding}", "{n} rows, read as {encoding}", rows, { encoding }),
      shapes && crs ? t("positions in {crs}", { crs }) : "",
      large ? t("so many become a large layer: points only, counted in cells far out") : "",
      known ? t("columns as {publisher} publishes them", { publisher: known }) : "",
    ];
    const options = { "": t("only kept"), ...titled(roles) };
    this.#choices = columns.map(({ name }) => {
      const select = choice(options);
      select.value = proposedFor(proposed, name);
      select.setAttribute("aria-label", t("What {column} is for", { column: name }));
      return [name, select];
    });
    const list = columns.map(({ name, sample }, number) =>
      element(
        "tr",
        {},
        element("th", { dir: "auto" }, name),
        element("td", { dir: "auto" }, sample.join("; ")),
        element("td", {}, this.#choices[number][1]),
      )
    );
    // A GPX has twenty columns for whatever a device may know, most of them without a value.
    const bare = list.filter((_, number) => !columns[number].sample.length);
    const counted = tn("{n} column without a value", "{n} columns without a value", bare.length);
    this.columns.replaceChildren(
      element("p", {}, facts.filter(Boolean).join(" · ")),
      element("table", {}, ...list.filter((row) => !bare.includes(row))),
      ...(bare.length
        ? [element("details", {}, element("summary", {}, counted), element("table", {}, ...bare))]
        : []),
    );
    this.#ready("");
  }

  /** @param {boolean} dry whether it is only checked */
  async #send(dry) {
    this.#busy(dry ? t("Checking every row…") : t("Adding…"));
    const { signal } = this.#asking;
    try {
      const job = newJob();
      const sent = fetchSent(
        `/api/own/add?${addingTexts(this.#form(), dry, job)}`,
        this.#file ?? null,
        signal,
      );
      const checked = await followed(job, sent, (text) => signal.aborted || this.#busy(text));
      if (signal.aborted) return;
      this.#ready(told(checked));
      if (dry) return;
      this.element.close();
      this.added(checked.layer);
    } catch (error) {
      if (!signal.aborted) this.#refused(error);
    }
  }

  /** What stands in the dialog. */
  #form() {
    const told = this.#choices.map((
      [name, select],
    ) => /** @type {[string, string]} */ ([name, select.value]));
    return {
      name: this.#file?.name ?? "",
      sheet: this.sheet.value,
      encoding: this.encoding.value,
      title: this.title.value,
      roles: this.#looked ? rolesTold(this.#looked.proposed, told) : {},
      crs: this.crs.value,
      days: this.days.value,
      world: this.world.checked,
    };
  }

  /** @param {unknown} error */
  #refused(error) {
    const { problem } = /** @type {Error & { problem?: { sheets?: string[] } }} */ (error);
    if (problem?.sheets && !this.sheet.options.length) {
      this.sheet.append(...problem.sheets.map((name) => new Option(name, name)));
      this.#look();
      return;
    }
    const lines = whyOf(error).split("\n").map((text) => element("p", { dir: "auto" }, text));
    this.#ready(element("div", { class: "own-refused", role: "alert" }, ...lines));
    this.add.disabled = true;
  }

  /** @param {string} doing */
  #busy(doing) {
    this.check.disabled = this.add.disabled = true;
    this.said.replaceChildren(element("p", { role: "status" }, doing));
  }

  /** @param {Node | string} said */
  #ready(said) {
    this.check.disabled = this.add.disabled = false;
    this.said.replaceChildren(said);
  }
}

/** @param {string[]} roles */
function titled(roles) {
  return Object.fromEntries(roles.map((role) => [role, declared(ROLES[role] ?? role)]));
}

/** @param {Record<string, string>} options title by value */
function choice(options) {
  return element(
    "select",
    {},
    ...Object.entries(options).map(([value, title]) => new Option(title, value)),
  );
}

/**
 * @param {string} title
 * @param {HTMLElement} field
 */
function line(title, field) {
  return element("label", { class: "own-line" }, element("span", {}, title), field);
}
