/* The tab "Brief": what is on the screen as a finished figure, with a preview that follows every change, and as a file.
   The server draws; this says what, shows what comes back, and tells in words what is wrong. */
import { button, element } from "../shared/dom.js";
import { fetchJson } from "../shared/fetching.js";
import { dateText, named } from "../shared/names.js";
import { screenOf, screenTexts } from "../shared/view.js";
import { BriefExtent } from "./brief_extent.js";
import { BriefFields } from "./brief_fields.js";

const STILL = 400; // ms without a change before a preview is asked for
const UNSAID = 500; // ms that drawing may take before it is told
const AGAIN = 3000; // ms before a server that is busy is asked again
const BUSY = 503;
const STYLE = "/assets/own/brief.css";

/** An answer of the server as bytes with a name, or an error with a line for each fault. */
async function fetchFigure(query, signal) {
  const answer = await fetch(`/api/figure?${query}`, { signal, credentials: "same-origin" }).catch(
    (problem) => {
      if (signal && signal.aborted) throw problem;
      throw new Error("the server cannot be reached; change anything to try again");
    },
  );
  if (!answer.ok) {
    const { detail = `HTTP ${answer.status}` } = await answer.json().catch(() => ({}));
    throw Object.assign(new Error(detail), { status: answer.status });
  }
  const [, name] = /filename="([^"]+)"/.exec(answer.headers.get("content-disposition") || "") || [];
  return {
    blob: await answer.blob(),
    name,
    aspect: Number(answer.headers.get("x-figure-aspect")),
    id: answer.headers.get("x-figure-id"),
    marking: answer.headers.get("x-figure-marking"),
  };
}

class Brief {
  constructor(map) {
    this.map = map;
    this.callouts = [];
    this.element = element("form", { class: "brief-tab", "aria-label": "Briefing figure", hidden: "" });
    this.element.addEventListener("submit", (event) => event.preventDefault());
    this.ready = this._build().catch((problem) => {
      this.element.hidden = false;
      this.element.replaceChildren(
        element(
          "p",
          { role: "alert", class: "side-empty" },
          `This tab could not be opened: ${problem.message}`,
        ),
      );
    });
  }

  /** Style and choices are fetched when the tab is first opened: nobody else pays for them. */
  async _build() {
    const [choices] = await Promise.all([fetchJson("/api/figure/choices"), styled()]);
    this.choices = choices;
    this.fields = new BriefFields(choices, (name) => this._changed(name));
    this.extent = new BriefExtent(this.map.map, choices, () => this.ask());
    this.screen = element("p", { class: "brief-screen" });
    this.list = element("ol", { class: "brief-callouts" });
    this.add = button("", () => this._number(), { class: "brief-add" });
    this.image = element("img", { alt: "Preview of the figure", hidden: "" });
    this.picture = button(this.image, () => this._enlarge(), {
      class: "plain brief-picture",
      "aria-label": "Enlarge the preview",
      disabled: "",
    });
    this.progress = element("p", { class: "brief-progress", role: "status" });
    this.faults = element("div", { class: "brief-faults", role: "alert" });
    this.large = element(
      "dialog",
      { class: "brief-large", "aria-label": "Preview" },
      button("Close", () => this.large.close()),
      element("div", {}, element("img", { alt: "Preview of the figure, enlarged" })),
    );
    // Escape closes the picture alone, not the card or the tab as well.
    this.large.addEventListener("keydown", (event) => event.stopPropagation());
    this.download = element("a", { class: "brief-download", download: "" });
    this.download.addEventListener("click", (event) => this._download(event));
    this.copy = button("Copy link", () => this._copy(), { class: "brief-copy" });
    this.said = element("span", { class: "brief-hint", role: "status" });
    const numbers = element("fieldset", {}, element("legend", {}, "Numbered call-outs"), this.list, this.add);
    this.element.append(
      element("div", { class: "brief-preview" }, this.picture, this.progress, this.faults),
      element(
        "div",
        { class: "brief-fields" },
        this.screen,
        ...this.fields.first,
        this.extent.element,
        this.fields.page,
        numbers,
        ...this.fields.last,
      ),
      element("div", { class: "brief-actions" }, this.download, this.copy, this.said, this.large),
    );
    this.map.map.on("moveend", () => this._follow());
    this.element.hidden = false;
  }

  async update(layers, state) {
    Object.assign(this, { layers, state });
    await this.ready;
    if (!this.list) return;
    this._reflect();
    this.extent.follow(state.c);
    this.ask();
  }

  _changed(name) {
    if (name === "preset") this._fill();
    this.placing = name === "preset" || name === "size";
    this.ask();
  }

  /** A ready figure: its layers and filters on the screen, its texts in the form, its extent as a frame. */
  _fill() {
    const preset = this.choices.presets.find(({ name }) => name === this.fields.preset.value);
    if (!preset) return;
    const { params } = preset;
    this.fields.fill(preset, this.state.lang);
    this.callouts = (params.callouts || "").split(",").filter(Boolean);
    const bbox = (params.bbox || "").split(",").map(Number);
    const framed = bbox.length === 4;
    const [west, south, east, north] = framed ? bbox : this.choices.libya;
    this.map.map.fitBounds([[south, west], [north, east]], { animate: false, padding: [24, 24] });
    this.extent.take(framed ? "frame" : "country", framed ? bbox : null);
    this.map.change(screenOf(params));
  }

  /** The map was moved: an extent that follows it does. */
  _follow() {
    if (this.element.offsetParent) this.extent.follow(this.state.c);
  }

  _reflect() {
    const { state } = this;
    const count = state.layers.length;
    const parts = [
      `${count} ${count === 1 ? "layer" : "layers"}`,
      `as of ${dateText(state.at)}`,
      state.known ? `as known on ${dateText(state.known)}` : "",
      Object.keys(state.filters || {}).length ? "filtered" : "",
      { en: "English", ar: "Arabic", "en+ar": "English and Arabic" }[state.lang],
    ];
    this.screen.replaceChildren("From the screen: ", element("b", {}, parts.filter(Boolean).join(" · ")));
    this._listCallouts();
  }

  _nameOf(id) {
    for (const layer of this.layers) {
      const item = layer.find(id);
      if (item) return named(item.properties, this.state.lang) || id;
    }
    return id;
  }

  _listCallouts() {
    const { sel } = this.state;
    const full = this.callouts.length >= this.choices.most_callouts;
    const rows = this.callouts.map((id) => {
      const name = this._nameOf(id);
      const remove = button("×", () => this._drop(id), {
        class: "brief-remove",
        "aria-label": `Remove ${name}`,
        title: "Remove",
      });
      return element("li", {}, element("span", { dir: "auto" }, name), remove);
    });
    this.list.replaceChildren(...rows);
    const fresh = sel && !this.callouts.includes(sel) && !full;
    this.add.disabled = !fresh;
    if (fresh) this.add.replaceChildren("Number ", element("bdi", {}, this._nameOf(sel)));
    else {this.add.textContent = full
        ? `${this.choices.most_callouts} are the most`
        : "Click a feature on the map to number it";}
  }

  _number() {
    this.callouts.push(this.state.sel);
    this._listCallouts();
    this.list.lastElementChild.querySelector("button").focus();
    this.ask();
  }

  _drop(id) {
    this.callouts = this.callouts.filter((one) => one !== id);
    this._listCallouts();
    (this.list.querySelector("button") || this.fields.marking).focus();
    this.ask();
  }

  /** All that makes up the figure, as its address writes it. */
  _query(more) {
    const { extent } = this.extent;
    const texts = {
      ...screenTexts(this.state),
      bbox: extent ? extent.join(",") : "",
      ...this.fields.texts,
      callouts: this.callouts.join(","),
      ...more,
    };
    return new URLSearchParams(Object.entries(texts).filter(([, text]) => text)).toString();
  }

  /** Asks for a preview of what is wanted now, once nothing has changed for a moment. */
  ask() {
    if (!this.state) return;
    const query = this._query({ preview: "1" });
    this._offer();
    if (query === this.asked) return;
    this.asked = query;
    clearTimeout(this.later);
    if (this.asking) this.asking.abort();
    if (!this.state.layers.length) this._fault("No layer is on. Turn one on at the left.");
    else this.later = setTimeout(() => this._preview(query), STILL);
  }

  async _preview(query) {
    const asking = (this.asking = new AbortController());
    const unsaid = setTimeout(() => this._busy("Drawing the preview…"), UNSAID);
    try {
      const figure = await fetchFigure(query, asking.signal);
      await this._show(figure);
      if (asking.signal.aborted) return;
      this.drawn = query;
      this._done(`${figure.id} · ${figure.marking}`);
      this.extent.frame.shape(figure.aspect);
      if (this.placing) this.extent.frame.bringIntoView();
      this.placing = false;
    } catch (problem) {
      if (asking.signal.aborted) return;
      if (problem.status === BUSY) {
        this._busy("Others are drawing; this preview follows…");
        this.later = setTimeout(() => this._preview(query), AGAIN);
      } else this._fault(problem.message);
      if (!problem.status) this.asked = ""; // the network failed: the next move asks again
    } finally {
      clearTimeout(unsaid);
    }
  }

  async _show({ blob }) {
    const before = this.image.src;
    const url = URL.createObjectURL(blob);
    this.image.src = this.large.querySelector("img").src = url;
    await this.image.decode().catch(() => {});
    if (before) URL.revokeObjectURL(before);
    this.image.hidden = false;
    this.picture.disabled = false;
  }

  _busy(text) {
    this.progress.textContent = text;
    this.element.classList.add("busy");
  }

  _done(text) {
    this.element.classList.remove("busy", "faulty");
    this.progress.textContent = text;
    this.faults.replaceChildren();
    this._offer();
  }

  /** What is wrong, a line for each fault; the last picture stays, but pale. */
  _fault(text) {
    const lines = text.split("\n").map((line) => element("li", {}, line));
    this.element.classList.remove("busy");
    this.element.classList.add("faulty");
    this.progress.textContent = "";
    this.faults.replaceChildren(element("p", {}, "The figure cannot be drawn:"), element("ul", {}, ...lines));
    this._offer();
  }

  /** Where the file is; no address while there is something wrong. */
  _offer() {
    const { format, dpi } = this.fields;
    const before = this.download.getAttribute("href");
    this.download.replaceChildren("Download ", format.selectedOptions[0].textContent);
    if (this.element.classList.contains("faulty")) this.download.removeAttribute("href");
    else this.download.href = `/api/figure?${this._query({ format: format.value, dpi: dpi.value })}`;
    this.copy.disabled = !this.download.href;
    this.download.setAttribute("aria-disabled", String(this.copy.disabled));
    if (this.download.getAttribute("href") !== before) this.said.textContent = "";
  }

  /** Fetches the file first, so that a fault is told here and not on a page of its own. */
  async _download(event) {
    if (!event.isTrusted) return;
    event.preventDefault();
    if (this.saving || !this.download.href) return;
    this.saving = true;
    const unsaid = setTimeout(() => (this.said.textContent = "Drawing the figure…"), UNSAID);
    try {
      const { blob, name } = await fetchFigure(new URL(this.download.href).search.slice(1));
      const url = URL.createObjectURL(blob);
      element("a", { href: url, download: name }).click();
      setTimeout(() => URL.revokeObjectURL(url), 60000);
      this.said.textContent = `${name}, ${kilobytes(blob.size)}`;
    } catch (problem) {
      this._fault(problem.message);
    } finally {
      clearTimeout(unsaid);
      this.saving = false;
    }
  }

  async _copy() {
    const { href } = this.download;
    try {
      await navigator.clipboard.writeText(href);
      this.said.textContent = "Link copied";
    } catch {
      // No clipboard without HTTPS or leave: the link is laid out to be copied by hand.
      const text = element("input", { readonly: "", value: href, "aria-label": "Link to this figure" });
      this.said.replaceChildren(text);
      text.select();
    }
  }

  _enlarge() {
    this.large.showModal();
  }
}

function kilobytes(bytes) {
  return bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} KB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

/** Resolves once the style of this tab applies. */
function styled() {
  return new Promise((resolve, reject) => {
    const link = element("link", { rel: "stylesheet", href: STYLE });
    link.addEventListener("load", resolve);
    link.addEventListener("error", () => reject(new Error("its style is missing")));
    document.head.append(link);
  });
}

export const brief = { id: "brief", title: "Brief", create: (map) => new Brief(map) };
