/** Waiting for the screen. */

/** Resolves once what was drawn before is on the screen: the frame that shows it is done when the next one begins. */
export function painted() {
  return new Promise((resolve) =>
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve)))
  );
}
