/** What is done with the picture as a whole: shown alone on the whole screen, taken along as a link, printed. */
import { today } from "../shared/calendar.js";
import { button, element } from "../shared/dom.js";
import { fetchJson } from "../shared/fetching.js";
import { t } from "../shared/words.js";
import { NEVER } from "../state/store.js";
import { viewTexts } from "../state/view.js";

/** @import { MapLink } from "../state/link.js" */
/** @import { Store } from "../state/store.js" */

/** Characters of the version of the data in a link. */
const VERSION = 8;

export class Taking {
  /** @type {{ link: MapLink, frame: HTMLIFrameElement } | undefined} */
  #map;
  #listening = new AbortController();
  isPresenting = false;

  /**
   * @param {Store} store
   * @param {string} version of the evidence
   */
  constructor(store, version) {
    this.store = store;
    this.version = version;
    this.said = element("span", { class: "taking-said", role: "status" });
    this.element = element(
      "p",
      { class: "taking" },
      button(t("Present"), () => this.present(), { title: t("The map alone, on the whole screen (f)") }),
      button(t("Copy link"), () => this.copy(), {
        title: t("To this picture, and to the data as they are now"),
      }),
      button(t("Print"), () => globalThis.print()),
      this.said,
    );
    const { signal } = this.#listening;
    document.addEventListener("fullscreenchange", () => !document.fullscreenElement && this.leave(), {
      signal,
    });
  }

  /**
   * @param {MapLink} link
   * @param {HTMLIFrameElement} frame
   */
  meet(link, frame) {
    this.#map = { link, frame };
  }

  /** Listens no more. */
  end() {
    this.#listening.abort();
  }

  /** Shows the map alone, or leaves that. */
  async present() {
    if (this.isPresenting) {
      this.leave();
      return;
    }
    if (!this.#map) return;
    const { link, frame } = this.#map;
    this.isPresenting = true;
    link.hold(true);
    frame.classList.add("presenting");
    // The map alone is no place to go back to.
    this.store.change({ view: "brief" }, NEVER);
    // Where there is no full screen, as on some phones, the map fills the window.
    await frame.requestFullscreen?.().catch(() => {});
    frame.contentWindow?.focus();
  }

  leave() {
    if (!this.isPresenting) return;
    this.isPresenting = false;
    this.#map?.frame.classList.remove("presenting");
    if (document.fullscreenElement) document.exitFullscreen();
    this.store.change({ view: "" });
    this.#map?.link.hold(false);
  }

  /** Copies a link to this picture, pinned to the data that it is made from. */
  async copy() {
    const { view } = this.store;
    const texts = viewTexts(
      await fetchJson("/api/view"),
      { ...view, recorded: view.recorded || today() },
      "page",
    );
    const { origin, pathname } = globalThis.location;
    const query = new URLSearchParams({ ...texts, data: this.version.slice(0, VERSION) });
    const link = `${origin}${pathname}?${query}`;
    try {
      await navigator.clipboard.writeText(link);
      this.said.textContent = t("Copied");
    } catch {
      const field = element("input", { readonly: "", value: link, "aria-label": t("Link to copy") });
      this.said.replaceChildren(field);
      field.select();
    }
  }
}
