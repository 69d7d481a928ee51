/* Where symbols would cover each other, they stand side by side: one for each layer and look, with a count.
   Zooming in opens such a crowd, because it is made anew for each zoom from distances in pixels. */
const REACH = 15; // px: symbols whose centres are nearer than this cover each other
const STEP = 21; // px between neighbours in a crowd
const WIDE = 4; // symbols in a row
const COARSE = 84; // px: the widest row, so that neighbours are at most one grid cell away
const PASSES = 4;
const LAP = 6; // px that rows may cover each other by

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

/** Where a crowd stands: nearest to the place that holds most of it. */
function middle(spots) {
  let [x, y, count] = [0, 0, 0];
  for (const { world, items } of spots) {
    x += world[0] * items.length;
    y += world[1] * items.length;
    count += items.length;
  }
  return [x / count, y / count];
}

/** One symbol for each layer and look in a crowd. */
function symbolsOf(spots) {
  const world = middle(spots);
  const symbols = new Map();
  for (const spot of spots) {
    const key = `${spot.layer.id}|${spot.style.symbol}|${spot.style.colour}`;
    const symbol = symbols.get(key);
    if (symbol) symbol.items = symbol.items.concat(spot.items);
    else symbols.set(key, { ...spot, world });
  }
  return [...symbols.values()];
}

function measure(crowd, scale) {
  [crowd.x, crowd.y] = middle(crowd.spots).map((world) => world * scale);
  const count = crowd.spots.length === 1 ? 1 : symbolsOf(crowd.spots).length;
  crowd.width = Math.min(WIDE, count) * STEP;
  crowd.height = Math.ceil(count / WIDE) * STEP;
}

/** Crowds whose rows would cover each other become one; again and again, because a crowd grows by what it takes in. */
function joined(found, scale) {
  let all = found;
  for (let pass = 0; pass < PASSES; pass += 1) {
    all.forEach((crowd) => measure(crowd, scale));
    const kept = [];
    const grid = new Map();
    const cell = (x, y) => `${Math.floor(x / COARSE)},${Math.floor(y / COARSE)}`;
    for (const crowd of all) {
      let home = null;
      for (let dx = -1; dx <= 1 && !home; dx += 1) {
        for (let dy = -1; dy <= 1 && !home; dy += 1) {
          const near = grid.get(cell(crowd.x + dx * COARSE, crowd.y + dy * COARSE)) || [];
          home = near.find((one) => one.spots.length + crowd.spots.length > 2 && overlap(one, crowd)) || null;
        }
      }
      if (home) {
        home.spots.push(...crowd.spots);
        measure(home, scale);
      } else {
        kept.push(crowd);
        const key = cell(crowd.x, crowd.y);
        if (grid.has(key)) grid.get(key).push(crowd);
        else grid.set(key, [crowd]);
      }
    }
    if (kept.length === all.length) break;
    all = kept;
  }
  return all;
}

function overlap(one, other) {
  const wide = (one.width + other.width) / 2 - Math.abs(one.x - other.x);
  const high = (one.height + other.height) / 2 - Math.abs(one.y - other.y);
  return wide > LAP && high > LAP;
}

/** Rows round the middle of the crowd. */
function arranged(symbols) {
  const rows = Math.ceil(symbols.length / WIDE);
  symbols.forEach((symbol, i) => {
    const row = Math.floor(i / WIDE);
    const inRow = Math.min(WIDE, symbols.length - row * WIDE);
    symbol.shift = [((i % WIDE) - (inRow - 1) / 2) * STEP, (row - (rows - 1) / 2) * STEP];
  });
  return symbols;
}

/** Hands every layer of `layers` (in drawing order) its symbols for this zoom. */
export function spread(layers, zoom) {
  const own = new Map(layers.map((layer) => [layer, []]));
  const scale = 2 ** zoom;
  for (const { spots } of joined(crowds(layers.flatMap((layer) => layer.spots), scale), scale)) {
    for (const symbol of arranged(symbolsOf(spots))) own.get(symbol.layer).push(symbol);
  }
  for (const [layer, symbols] of own) layer.arrange(symbols);
}
