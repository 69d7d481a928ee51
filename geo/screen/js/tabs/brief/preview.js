/** The preview of a figure: asked for once nothing has changed for a moment, shown when it comes, and where it cannot
 * be drawn said why. */
import { button, element } from "../../shared/dom.js";
import { t } from "../../shared/words.js";
import { fetchFigure, NoFigure } from "./figures.js";

/** @import { Figure } from "./figures.js" */

const STILL = 400; // ms without a change before a preview is asked for
export const UNSAID = 500; // ms that drawing may take before it is told
const AGAIN = 3000; // ms before a server that is busy is asked again
const BUSY = 503;

export class Preview {
  /** The query that was asked for last, and that of the picture that is shown. */
  asked = "";
  drawn = "";
  /** Whether the figure as it stands cannot be drawn. */
  faulty = false;
  /**
   * The figure whose picture stands on the screen, and its query.
   * @type {{ query: string, figure: Figure } | null}
   */
  #shown = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #later;
  #asking = new AbortController();

  /**
   * @param {(state: "" | "busy" | "faulty", figure: Figure | null) => void} changed hears how it stands, and of
   *   every figure that comes
   */
  constructor(changed) {
    this.changed = changed;
    this.image = element("img", { alt: t("Preview of the figure"), hidden: "" });
    this.enlarged = element("img", { alt: t("Preview of the figure, enlarged") });
    this.picture = button(this.image, () => this.large.showModal(), {
      class: "plain brief-picture",
      "aria-label": t("Enlarge the preview"),
      disabled: "",
    });
    this.progress = element("p", { class: "brief-progress", role: "status" });
    this.faults = element("div", { class: "brief-faults", role: "alert" });
    this.element = element("div", { class: "brief-preview" }, this.picture, this.progress, this.faults);
    this.large = element(
      "dialog",
      { class: "brief-large", "aria-label": t("Preview") },
      button(t("Close"), () => this.large.close()),
      element("div", {}, this.enlarged),
    );
    // Escape closes the picture alone, not the card or the tab as well.
    this.large.addEventListener("keydown", (event) => event.stopPropagation());
  }

  /**
   * @param {string} query
   * @param {string} [fault] why there is nothing to ask the server for
   */
  ask(query, fault) {
    if (query === this.asked) return;
    this.asked = query;
    clearTimeout(this.#later);
    this.#asking.abort();
    if (fault) this.refuse(fault);
    // What was changed and changed back before it was drawn stands there still.
    else if (query === this.#shown?.query) this.#done(query, this.#shown.figure);
    else this.#later = setTimeout(() => this.#draw(query), STILL);
  }

  /**
   * Says what is wrong, a line for each fault; the last picture stays, but pale.
   * @param {string} text
   */
  refuse(text) {
    const lines = text.split("\n").map((line) => element("li", {}, line));
    this.faulty = true;
    this.progress.textContent = "";
    this.faults.replaceChildren(
      element("p", {}, t("The figure cannot be drawn:")),
      element("ul", {}, ...lines),
    );
    this.changed("faulty", null);
  }

  /** @param {string} query */
  async #draw(query) {
    const { signal } = (this.#asking = new AbortController());
    const unsaid = setTimeout(() => this.#wait(t("Drawing the preview…")), UNSAID);
    try {
      const figure = await fetchFigure(query, signal);
      await this.#show(query, figure);
      if (!signal.aborted) this.#done(query, figure);
    } catch (problem) {
      if (!signal.aborted) this.#failed(query, problem);
    } finally {
      clearTimeout(unsaid);
    }
  }

  /**
   * @param {string} query
   * @param {Figure} figure
   */
  async #show(query, figure) {
    const before = this.image.src;
    this.image.src = this.enlarged.src = URL.createObjectURL(figure.blob);
    this.#shown = { query, figure };
    await this.image.decode().catch(() => {});
    if (before) URL.revokeObjectURL(before);
    this.image.hidden = false;
    this.picture.disabled = false;
  }

  /**
   * @param {string} query
   * @param {Figure} figure
   */
  #done(query, figure) {
    this.drawn = query;
    this.faulty = false;
    this.progress.textContent = `${figure.id} · ${figure.marking}`;
    this.faults.replaceChildren();
    this.changed("", figure);
  }

  /**
   * @param {string} query
   * @param {unknown} problem
   */
  #failed(query, problem) {
    const { status, message } = problem instanceof NoFigure ? problem : new NoFigure(String(problem));
    if (status === BUSY) {
      this.#wait(t("Others are drawing; this preview follows…"));
      this.#later = setTimeout(() => this.#draw(query), AGAIN);
    } else this.refuse(message);
    if (!status) this.asked = ""; // the network failed: the next move asks again
  }

  /** @param {string} text */
  #wait(text) {
    this.progress.textContent = text;
    this.changed("busy", null);
  }
}
