/* GeoJSON geometry in Web Mercator "world" units (256 at zoom 0): projected once, then only scaled and shifted. */
export function toWorld([lon, lat]) {
  const sine = Math.sin((lat * Math.PI) / 180);
  return [256 * (lon / 360 + 0.5), 256 * (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI))];
}

function flat(ring) {
  const points = new Float64Array(ring.length * 2);
  ring.forEach((position, i) => points.set(toWorld(position), i * 2));
  return points;
}

/** {kind: "point"|"line"|"area", parts: [Float64Array x,y,...], box: [x0,y0,x1,y1]} or null when unplaced. */
export function shapeOf(geometry) {
  if (!geometry || !geometry.coordinates) return null;
  const c = geometry.coordinates;
  const byType = {
    Point: () => ["point", [flat([c])]],
    MultiPoint: () => ["point", c.map((p) => flat([p]))],
    LineString: () => ["line", [flat(c)]],
    MultiLineString: () => ["line", c.map(flat)],
    Polygon: () => ["area", c.map(flat)],
    MultiPolygon: () => ["area", c.flatMap((polygon) => polygon.map(flat))],
  }[geometry.type];
  if (!byType) return null;
  const [kind, parts] = byType();
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const part of parts) {
    for (let i = 0; i < part.length; i += 2) {
      box[0] = Math.min(box[0], part[i]);
      box[1] = Math.min(box[1], part[i + 1]);
      box[2] = Math.max(box[2], part[i]);
      box[3] = Math.max(box[3], part[i + 1]);
    }
  }
  return { kind, parts, box };
}

/** Adds the shape's path to `context`; `view` = {scale, x, y} maps world units to canvas pixels. */
export function trace(context, shape, view) {
  context.beginPath();
  for (const part of shape.parts) {
    for (let i = 0; i < part.length; i += 2) {
      const x = part[i] * view.scale - view.x;
      const y = part[i + 1] * view.scale - view.y;
      if (i) context.lineTo(x, y);
      else context.moveTo(x, y);
    }
    if (shape.kind === "area") context.closePath();
  }
}

function segmentDistance(px, py, ax, ay, bx, by) {
  const dx = bx - ax;
  const dy = by - ay;
  const t = Math.max(0, Math.min(1, ((px - ax) * dx + (py - ay) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(px - ax - t * dx, py - ay - t * dy);
}

/** Distance in world units from (x, y) to the shape; 0 inside an area. */
export function distanceTo(shape, x, y) {
  let nearest = Infinity;
  let inside = false;
  for (const part of shape.parts) {
    if (shape.kind === "point") {
      nearest = Math.min(nearest, Math.hypot(part[0] - x, part[1] - y));
      continue;
    }
    const start = shape.kind === "area" ? part.length - 2 : 0;
    for (let i = shape.kind === "area" ? 0 : 2, j = start; i < part.length; j = i, i += 2) {
      nearest = Math.min(nearest, segmentDistance(x, y, part[j], part[j + 1], part[i], part[i + 1]));
      if (part[i + 1] > y !== part[j + 1] > y) {
        const cross = ((part[j] - part[i]) * (y - part[i + 1])) / (part[j + 1] - part[i + 1]) + part[i];
        if (x < cross) inside = !inside;
      }
    }
  }
  return shape.kind === "area" && inside ? 0 : nearest;
}

/** Ground metres per world unit at the latitude of world y (a world unit is 256ths of the equator at zoom 0). */
export function metresPerWorldUnit(y) {
  const lat = 2 * Math.atan(Math.exp(Math.PI * (1 - y / 128))) - Math.PI / 2;
  return (40075016.686 / 256) * Math.cos(lat);
}
