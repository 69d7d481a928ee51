/** Waiting for the screen. */

/** Resolves once what was drawn before is on the screen: the frame that shows it is done when the next one begins. */
export function painted() {
  return new Promise((resolve) =>
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve)))
  );
}

/**
 * Takes a part of the picture away that the page came with: what was behind it shows the same by now.
 * @param {"map" | "panel"} part
 */
export function arrived(part) {
  globalThis.parent.document.getElementById(`first-${part}`)?.remove();
}
