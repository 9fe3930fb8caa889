// Names of hubs, above all that moves. Drawn again only on a new size, zoom or theme.

const FIRST = ["launch", "arrival", "origin", "departure", "border", "store", "equipment"];

/** Names where there is room, those of the ends of the way first. */
export function drawLabels(context, view, scene, colours) {
  context.clearRect(0, 0, view.box.width, view.box.height);
  const { x, y } = view.inset.box;
  const taken = view.places.map((place) => [place.x - 5, place.y - 5, place.x + 5, place.y + 5]);
  taken.push([x, y, x + 66, y + 22]); // the name of the inset
  const order = [...view.places].sort((one, other) => rank(scene, one) - rank(scene, other));
  context.textBaseline = "middle";
  context.lineJoin = "round";
  for (const place of order) {
    if (place.shownInInset) continue;
    const text = scene.hubs[place.hub].label;
    context.font = `500 ${place.inset ? 12 : 11}px Roboto, system-ui, sans-serif`;
    const width = context.measureText(text).width;
    const spot = room(place, width, taken, view);
    if (!spot) continue;
    taken.push(spot);
    context.lineWidth = 3;
    context.strokeStyle = colours.surface;
    context.strokeText(text, spot[0] + 1, (spot[1] + spot[3]) / 2);
    context.fillStyle = colours.ink;
    context.fillText(text, spot[0] + 1, (spot[1] + spot[3]) / 2);
  }
}

function rank(scene, place) {
  const found = FIRST.indexOf(scene.hubs[place.hub].kind);
  return (place.inset ? 0 : 10) + (found < 0 ? FIRST.length : found);
}

function room(place, width, taken, view) {
  const box = place.inset ? view.inset.box : view.box;
  const sides = [
    [place.x + 8, place.y - 7], [place.x - width - 10, place.y - 7],
    [place.x - width / 2, place.y + 8], [place.x - width / 2, place.y - 21],
  ];
  for (const [x, y] of sides) {
    const spot = [x, y, x + width + 2, y + 14];
    const inside = x > box.x + 2 && spot[2] < box.x + box.width - 2
      && y > box.y + 2 && spot[3] < box.y + box.height - 2;
    const free = (place.inset || !meets(spot, view.inset.bounds))
      && !taken.some((other) => meets(spot, other));
    if (inside && free) return spot;
  }
  return null;
}

const meets = (one, other) =>
  one[0] < other[2] && one[2] > other[0] && one[1] < other[3] && one[3] > other[1];
