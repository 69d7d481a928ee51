/* The panel beside the map: search, dates, language and the layer list. A change goes to the map at once (same origin,
   no server), then to Streamlit, which writes the URL. It knows the catalogue only through /api/layers. */
import { Dates } from "./dates.js";
import { Keys } from "./keys.js";
import { element } from "../shared/dom.js";
import { mapWindow } from "./map_window.js";
import { Search } from "./search.js";
import { Tree } from "./tree.js";

const LANGUAGES = [["en", "English"], ["ar", "العربية"], ["en+ar", "Both"]];
const POLICIES = [
  ["", "sides named as in the data"],
  ["own", "as they call themselves"],
  ["press", "as the press calls them"],
  ["descriptive", "by what they are"],
];
const QUIET = 300; // ms of stillness before moves, slides and plays are written to the URL

/** What the map will ask for is on its way before the map's frame is there: it takes each answer from here, once. */
function fetchEarly(url) {
  const early = (window.libyaFetched = window.libyaFetched || new Map());
  const answer = fetch(url).then((
    response,
  ) => (response.ok ? response.json() : Promise.reject(new Error(url))));
  answer.catch(() => early.delete(url));
  early.set(url, answer);
  return answer;
}

class Panel {
  constructor(root, state, today, send) {
    Object.assign(this, { root, state, today, send, parts: [] });
    window.libyaPanel = this;
    this.build();
  }

  async build() {
    this.catalogue = structuredClone(await fetchEarly("/api/layers"));
    this.search = new Search(this);
    this.dates = new Dates(this);
    this.tree = new Tree(this);
    this.keys = new Keys(this);
    this.parts = [this.search, this.dates, this.tree];
    this.root.replaceChildren(
      this.search.element,
      this.dates.element,
      this.languages(),
      this.tree.element,
      this.keys.element,
    );
    this.reflect();
    const frame = mapWindow();
    if (frame && frame.Libya.current) frame.Libya.current.report();
  }

  /** One change of the state: to the map now, to the server after. */
  change(part) {
    this.state = { ...this.state, ...part, rev: this.state.rev + 1 };
    const frame = mapWindow();
    if (frame) frame.Libya.apply(frame.map, this.state);
    this.reflect();
    this.tellServer(Object.keys(part).some((name) => name === "at" || name === "opacity") ? QUIET : 0);
  }

  /** The map moved: remember it without sending the map its own news. */
  onMap(part) {
    this.state = { ...this.state, ...part, rev: this.state.rev + 1 };
    this.tellServer(QUIET);
  }

  tellServer(wait) {
    clearTimeout(this.later);
    if (wait) this.later = setTimeout(() => this.send(this.state), wait);
    else this.send(this.state);
  }

  onCounts(counts, failed) {
    if (this.tree) this.tree.count(counts, failed);
  }

  /** The server's state wins only when it is newer (a link, the back button). */
  adopt(state) {
    if (state.rev <= this.state.rev) return;
    this.state = state;
    this.reflect();
  }

  languages() {
    const box = element("fieldset", { class: "languages" }, element("legend", {}, "Names"));
    const inputs = LANGUAGES.map(([value, title]) => {
      const input = element("input", { type: "radio", name: "lang", value, id: `lang-${value}` });
      input.addEventListener("change", () => this.change({ lang: value }));
      box.append(
        element("span", { class: "choice" }, input, element("label", { for: `lang-${value}` }, title)),
      );
      return input;
    });
    const policy = element("select", { id: "names", "aria-label": "What the sides are called" });
    for (const [value, title] of POLICIES) policy.append(element("option", { value }, title));
    policy.addEventListener("change", () => this.change({ names: policy.value }));
    box.append(policy);
    this.parts.push({
      reflect: ({ lang, names }) => {
        for (const input of inputs) input.checked = input.value === lang;
        policy.value = names || "";
      },
    });
    return box;
  }

  reflect() {
    for (const part of this.parts) part.reflect(this.state);
  }
}

/** Mounted by Streamlit on every run: builds the panel once, afterwards only hears of newer states. */
export default function mount({ parentElement, data, setStateValue }) {
  const root = parentElement.querySelector(".libya-panel");
  const send = (state) => setStateValue("state", state);
  if (root.panel) {
    root.panel.send = send;
    root.panel.adopt(data.state);
  } else {
    const { state, version, drawn } = data;
    root.panel = new Panel(root, state, data.today, send);
    const known = state.known ? `&known=${state.known}` : "";
    for (const url of ["/api/look", ...drawn.map((id) => `/api/layers/${id}.geojson?v=${version}${known}`)]) {
      fetchEarly(url);
    }
  }
}
