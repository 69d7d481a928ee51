/* Elements made of text: data never reaches innerHTML. */

import { inDigits } from "./words.js";

/** @typedef {Node | string | null | undefined} Child */
/** @typedef {Record<string, string | number | null | undefined>} Attributes */

/**
 * An element with these attributes and text or elements in it; what is null, undefined or "" is left out.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Attributes} [attributes]
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined) node.setAttribute(name, String(value));
  }
  for (const child of children) {
    if (child !== null && child !== undefined && child !== "") node.append(shown(child));
  }
  return node;
}

/**
 * What stands in an element: a text in the digits that were chosen.
 * @template {Node | string} T
 * @param {T} child
 */
const shown = (child) => typeof child === "string" ? inDigits(child) : child;

/**
 * A button that does something when it is clicked.
 * @param {Child} content
 * @param {(event: MouseEvent) => void} action
 * @param {Attributes} [attributes]
 * @returns {HTMLButtonElement}
 */
export function button(content, action, attributes = {}) {
  const node = element("button", { type: "button", ...attributes }, content);
  node.addEventListener("click", action);
  return node;
}

/**
 * An element of a drawing.
 * @template {keyof SVGElementTagNameMap} T
 * @param {T} tag
 * @param {Attributes} [attributes]
 * @param {...(Node | string)} children
 * @returns {SVGElementTagNameMap[T]}
 */
export function svg(tag, attributes = {}, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value));
  node.append(...children.map(shown));
  return node;
}
