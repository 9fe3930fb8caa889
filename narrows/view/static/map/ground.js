// The ground: sea, land and the frame of the inset. Drawn again only on a new size, zoom or theme.

function land(outlines, project) {
  const path = new Path2D();
  for (const feature of outlines.features) {
    for (const polygon of feature.geometry.coordinates) {
      for (const ring of polygon) {
        ring.forEach(([lon, lat], place) => {
          const [x, y] = project(lon, lat);
          if (place) path.lineTo(x, y);
          else path.moveTo(x, y);
        });
        path.closePath();
      }
    }
  }
  return path;
}

/** The outlines on a pane of a given size: the whole map and the inset. */
export function paths(view, outlines) {
  return { main: land(outlines, view.project), inset: land(outlines, view.inset.project) };
}

export function drawGround(context, view, colours, made) {
  const { box, inset, zoom } = view;
  context.clearRect(0, 0, box.width, box.height);
  context.save();
  context.translate(zoom.x, zoom.y);
  context.scale(zoom.k, zoom.k);
  region(context, box, 0, colours, made.main, 0.6 / zoom.k);
  fade(context, box, colours);
  context.restore();
  region(context, inset.box, 8, colours, made.inset, 0.9);
}

function region(context, box, radius, colours, path, stroke) {
  context.save();
  context.beginPath();
  context.roundRect(box.x, box.y, box.width, box.height, radius);
  context.clip();
  context.fillStyle = colours.sea;
  context.fillRect(box.x, box.y, box.width, box.height);
  context.fillStyle = colours.land;
  context.fill(path, "evenodd");
  context.strokeStyle = colours.coast;
  context.lineWidth = stroke;
  context.stroke(path);
  context.restore();
}

/** The outlines end at the edges of what is stored: they fade into the sea there. */
function fade(context, box, colours) {
  const edge = Math.min(36, box.width * 0.06);
  const sides = [
    [box.width - edge, 0, box.width, 0, box.width - edge, 0, edge, box.height],
    [0, box.height - edge, 0, box.height, 0, box.height - edge, box.width, edge],
    [0, edge, 0, 0, 0, 0, box.width, edge],
    [edge, 0, 0, 0, 0, 0, edge, box.height],
  ];
  for (const [x0, y0, x1, y1, x, y, width, height] of sides) {
    const shade = context.createLinearGradient(x0, y0, x1, y1);
    shade.addColorStop(0, `${colours.sea}00`);
    shade.addColorStop(1, colours.sea);
    context.fillStyle = shade;
    context.fillRect(x, y, width, height);
  }
}
