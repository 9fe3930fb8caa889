// Where things are drawn: Mercator within a frame of degrees, and corridors as gentle arcs.

export const EUROPE = { west: -9.6, east: 43.4, south: 34.3, north: 55.6 };
export const STRAIT = { west: 0.35, east: 3.05, south: 49.92, north: 51.42 };

const rise = (lat) => Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) * (180 / Math.PI);

/** A projection of `extent` that fits `box` ({x, y, width, height}), centred. */
export function projection(extent, box) {
  const bottom = rise(extent.south);
  const height = rise(extent.north) - bottom;
  const width = extent.east - extent.west;
  const scale = Math.min(box.width / width, box.height / height);
  const left = box.x + (box.width - width * scale) / 2;
  const foot = box.y + box.height - (box.height - height * scale) / 2;
  const project = (lon, lat) => [
    left + (lon - extent.west) * scale,
    foot - (rise(lat) - bottom) * scale,
  ];
  project.scale = scale;
  return project;
}

export const within = (extent, lon, lat) =>
  lon >= extent.west && lon <= extent.east && lat >= extent.south && lat <= extent.north;

/** The nearest place inside `box` to a point, and whether it had to be moved. */
export function kept(point, box, margin) {
  const x = Math.min(Math.max(point[0], box.x + margin), box.x + box.width - margin);
  const y = Math.min(Math.max(point[1], box.y + margin), box.y + box.height - margin);
  return { x, y, beyond: x !== point[0] || y !== point[1] };
}

const BEND = 0.1;

/** A quadratic curve between two points, moved sideways by `aside` pixels. */
export function arc(from, to, aside = 0) {
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const length = Math.hypot(dx, dy) || 1;
  const nx = -dy / length;
  const ny = dx / length;
  const bend = BEND * length + aside;
  return {
    ax: from.x + nx * aside, ay: from.y + ny * aside,
    cx: (from.x + to.x) / 2 + nx * bend, cy: (from.y + to.y) / 2 + ny * bend,
    bx: to.x + nx * aside, by: to.y + ny * aside,
  };
}

/** The point at share `t` of a curve. */
export function along(curve, t) {
  const u = 1 - t;
  return [
    u * u * curve.ax + 2 * u * t * curve.cx + t * t * curve.bx,
    u * u * curve.ay + 2 * u * t * curve.cy + t * t * curve.by,
  ];
}

export function trace(context, curve) {
  context.beginPath();
  context.moveTo(curve.ax, curve.ay);
  context.quadraticCurveTo(curve.cx, curve.cy, curve.bx, curve.by);
}

/** Distance from a point to a curve, by samples. */
export function distance(curve, x, y) {
  let least = Infinity;
  for (let step = 0; step <= 16; step += 1) {
    const [px, py] = along(curve, step / 16);
    least = Math.min(least, Math.hypot(px - x, py - y));
  }
  return least;
}
