/** The diagram of an answer: a picture that the server draws, and the same as a list for who does not see it. */
import { button, element } from "../../shared/dom.js";
import { named } from "../../shared/names.js";
import { t } from "../../shared/words.js";

/**
 * @typedef {object} DiagramNode
 * @property {string} id
 * @property {number} rank
 * @property {string} name_en
 * @property {string} name_ar
 * @property {string[]} notes
 * @property {string[]} notes_ar
 */
/**
 * @typedef {object} Diagram
 * @property {string} title
 * @property {string} title_ar
 * @property {string} about
 * @property {string} about_ar
 * @property {DiagramNode[]} nodes
 * @property {{ from: string, to: string, label: string, label_ar: string, directed: boolean }[]} links
 */

/**
 * @param {Diagram} diagram
 * @param {string} lang
 * @param {(format: string) => Promise<string>} address of the answer in a format
 * @returns {HTMLElement}
 */
export function diagramOf(diagram, lang, address) {
  const title = named(diagram, lang, "title");
  const picture = element("img", {
    class: "ask-diagram",
    alt: t("{title}; the list below says the same", { title }),
  });
  const large = element("a", { class: "ask-large", target: "_blank", rel: "noopener" }, picture);
  const frame = element(
    "div",
    { class: "ask-picture", tabindex: "0", role: "region", "aria-label": title },
    large,
  );
  const waiting = element("p", { class: "ask-hint ask-waiting", role: "status" }, t("Drawing…"));
  frame.prepend(waiting);
  picture.addEventListener("load", () => waiting.remove());
  picture.addEventListener(
    "error",
    () => (waiting.textContent = t("The diagram could not be drawn; the list says the same.")),
  );
  picture.addEventListener("load", () => frame.scrollTo({ left: middleOf(diagram, lang, frame) }));
  address("svg").then((url) => {
    picture.setAttribute("src", url);
    large.setAttribute("href", url);
  });
  const saves = ["SVG", "PNG"].map((format) =>
    button(format, async () => {
      const name = `${title}.${format.toLowerCase()}`;
      element("a", { href: await address(format.toLowerCase()), download: name }).click();
    }, { "data-format": format.toLowerCase() })
  );
  return element(
    "section",
    { class: "ask-drawn" },
    element("h3", {}, element("bdi", {}, title)),
    frame,
    element("p", { class: "ask-offers" }, ...saves),
    element("details", {}, element("summary", {}, t("The diagram as a list")), linksOf(diagram, lang)),
  );
}

/**
 * How far the picture is scrolled for what is asked about to stand in the middle.
 * @param {Diagram} diagram
 * @param {string} lang
 * @param {HTMLElement} frame
 */
function middleOf({ nodes }, lang, { scrollWidth, clientWidth }) {
  const ranks = [...new Set(nodes.map(({ rank }) => rank))].sort((a, b) => lang === "ar" ? b - a : a - b);
  const share = (ranks.indexOf(0) + 0.5) / ranks.length;
  return scrollWidth * share - clientWidth / 2;
}

/**
 * Each link, with what is said of both its ends.
 * @param {Diagram} diagram
 * @param {string} lang
 */
function linksOf({ nodes, links }, lang) {
  const known = new Map(nodes.map((node) => [node.id, node]));
  const said = (/** @type {string} */ id) => {
    const node = known.get(id);
    if (!node) return id;
    const notes = (lang === "ar" ? node.notes_ar : node.notes).join("; ");
    return element("bdi", {}, `${named(node, lang)}${notes && ` (${notes})`}`);
  };
  const items = links.map(({ from, to, label, label_ar: arabic, directed }) => {
    const carried = lang === "ar" ? arabic : label;
    return element("li", {}, said(from), directed ? " → " : " – ", said(to), carried ? `: ${carried}` : "");
  });
  return element("ul", { class: "ask-sentences" }, ...items);
}
