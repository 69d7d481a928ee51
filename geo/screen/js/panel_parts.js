/* What the parts of the panel share: elements made of text, and the map's window. */

/** An element with text children only: data never reaches innerHTML. */
export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

export function button(title, action, attributes = {}) {
  const node = element("button", { type: "button", ...attributes }, title);
  node.addEventListener("click", action);
  return node;
}

/** The window of the map's frame, or null while it is not there yet. */
export function mapWindow() {
  for (const frame of document.querySelectorAll("iframe")) {
    if (frame.contentWindow && frame.contentWindow.Libya && frame.contentWindow.map) return frame.contentWindow;
  }
  return null;
}
