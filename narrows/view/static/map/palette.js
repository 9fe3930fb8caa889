// Colours come from the page's style sheet, so that light and dark are stated in one place.

const NAMES = [
  "sea", "land", "coast", "ink", "muted", "surface", "line", "people", "goods", "harm",
  "stop", "more", "less", "focus",
];

export function palette(element) {
  const style = getComputedStyle(element);
  return Object.fromEntries(
    NAMES.map((name) => [name, style.getPropertyValue(`--map-${name}`).trim() || "#888"]),
  );
}
