/* Where symbols would cover each other, they stand side by side: one symbol for each layer and class, with a count.
   Zooming in opens such a crowd, because it is made anew for each zoom from distances in pixels. */
(function () {
  "use strict";
  const Libya = (window.Libya = window.Libya || {});
  const REACH = 15; // px: symbols whose centres are nearer than this cover each other
  const STEP = 21; // px between neighbours in a crowd
  const WIDE = 4; // symbols in a row

  /** Groups of spots whose centres lie within REACH of the first of the group, found through a pixel grid. */
  function crowds(spots, scale) {
    const found = [];
    const grid = new Map();
    const cell = (x, y) => Math.floor(x / REACH) * 1048576 + Math.floor(y / REACH);
    for (const spot of spots) {
      const x = spot.world[0] * scale;
      const y = spot.world[1] * scale;
      let home = null;
      for (let dx = -1; dx <= 1 && !home; dx += 1) {
        for (let dy = -1; dy <= 1 && !home; dy += 1) {
          const near = grid.get(cell(x + dx * REACH, y + dy * REACH)) || [];
          home = near.find((crowd) => Math.hypot(crowd.x - x, crowd.y - y) < REACH) || null;
        }
      }
      if (home) home.spots.push(spot);
      else {
        const crowd = { x, y, spots: [spot] };
        found.push(crowd);
        const key = cell(x, y);
        if (grid.has(key)) grid.get(key).push(crowd);
        else grid.set(key, [crowd]);
      }
    }
    return found;
  }

  /** One symbol for each layer and class of a crowd, in rows round its middle. */
  function symbolsOf({ spots }) {
    const symbols = new Map();
    for (const spot of spots) {
      const key = `${spot.layer.id}|${spot.items[0].properties.class}`;
      const symbol = symbols.get(key);
      if (symbol) symbol.items = symbol.items.concat(spot.items);
      else symbols.set(key, { ...spot, world: spots[0].world });
    }
    const list = [...symbols.values()];
    const rows = Math.ceil(list.length / WIDE);
    list.forEach((symbol, i) => {
      const row = Math.floor(i / WIDE);
      const inRow = Math.min(WIDE, list.length - row * WIDE);
      symbol.shift = [((i % WIDE) - (inRow - 1) / 2) * STEP, (row - (rows - 1) / 2) * STEP];
    });
    return list;
  }

  /** Hands every layer of `layers` (in drawing order) its symbols for this zoom. */
  Libya.spread = function (layers, zoom) {
    const own = new Map(layers.map((layer) => [layer, []]));
    for (const crowd of crowds(layers.flatMap((layer) => layer.spots), 2 ** zoom)) {
      if (crowd.spots.length === 1) own.get(crowd.spots[0].layer).push({ ...crowd.spots[0], shift: [0, 0] });
      else for (const symbol of symbolsOf(crowd)) own.get(symbol.layer).push(symbol);
    }
    for (const [layer, symbols] of own) layer.arrange(symbols);
  };
})();
