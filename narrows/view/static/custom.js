// Before the page is built: its language, a view that can be enlarged, light or dark.
(() => {
  const root = document.documentElement;
  root.lang = "en";
  document
    .querySelector("meta[name=viewport]")
    .setAttribute("content", "width=device-width, initial-scale=1");
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const chosen = () => {
    const named = new URLSearchParams(location.search).get("m");
    return ["light", "dark"].includes(named) ? named : null;
  };
  const apply = () => {
    root.dataset.theme = chosen() || (dark.matches ? "dark" : "light");
  };
  dark.addEventListener("change", apply);
  apply();
})();

// The map's widget may be asked for before its extension has said where it is.
window.require = { map: { "*": { anywidget: "nbextensions/anywidget/index" } } };

// The map's modules come while the page's framework is still being read.
import(`${window.solara?.rootPath || ""}/static/assets/map/panes.js`);
