/* The map's frame, as the panel beside it sees it. */

/** The window of the map's frame, or null while it is not there yet. */
export function mapWindow() {
  for (const frame of document.querySelectorAll("iframe")) {
    if (frame.contentWindow && frame.contentWindow.Libya && frame.contentWindow.map) {
      return frame.contentWindow;
    }
  }
  return null;
}
