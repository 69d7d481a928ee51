/* The map on paper: a brief that is as large as its frame is while it is printed. */

/**
 * Lays a map out for paper, and back.
 * @param {import("./map.js").LibyaMap} map
 * @param {boolean} on
 */
export function layOut(map, on) {
  const { camera, furniture, state } = map;
  const { classList } = document.body;
  const brief = on || state.view === "brief";
  map.printing = on;
  if (on) camera.hold(true, state);
  classList.toggle("brief", brief);
  classList.toggle("printing", on);
  // Nobody moves the bar on paper: both maps are seen whole.
  classList.toggle("swiping", !on && state.compare?.look === "swipe");
  const view = { ...state, view: brief ? "brief" : "" };
  camera.go(view);
  furniture.legend.open ||= on;
  furniture.update(map.explained(), view, map.sides, map.out(), map.catalogue.version);
  if (on) camera.resized(view);
  else camera.hold(false, state);
  // Printing waits for no observer of sizes.
  map.comparing.fit();
  map.tidy();
  // Reading has the browser paint what it would otherwise leave for its next picture: printing does not wait.
  for (const canvas of on ? document.querySelectorAll("canvas") : []) {
    if (canvas.width && canvas.height) canvas.getContext("2d")?.getImageData(0, 0, 1, 1);
  }
}
