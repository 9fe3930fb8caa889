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

// The server may go away: the page says so, keeps its address, and comes back by itself.
(() => {
  const RETRY = 2000;
  const open = new Set();
  let lost = false;
  let leaving = false;
  const say = (text) => {
    let bar = document.getElementById("nx-lost");
    if (!bar) {
      bar = document.createElement("div");
      bar.id = "nx-lost";
      bar.setAttribute("role", "alert");
      document.body.append(bar);
    }
    bar.textContent = text;
  };
  const answers = () =>
    fetch(`${window.solara?.rootPath || ""}/readyz`, { cache: "no-store" }).then(
      (got) => got.ok,
      () => false,
    );
  const back = async () => {
    if (navigator.onLine !== false && (await answers())) {
      say("The server is back. The page is loading again.");
      location.reload();
    } else {
      setTimeout(back, RETRY);
    }
  };
  const gone = () => {
    if (lost || leaving || open.size > 0) return;
    lost = true;
    say(
      "The server does not answer. What you chose is kept in this page's address; " +
        "the page comes back by itself.",
    );
    setTimeout(back, RETRY);
  };
  // The page's framework makes its sockets before this is read, so they are known when they send.
  const send = WebSocket.prototype.send;
  const known = new WeakSet();
  WebSocket.prototype.send = function (...given) {
    if (!known.has(this)) {
      known.add(this);
      open.add(this);
      this.addEventListener("close", () => {
        open.delete(this);
        setTimeout(gone, 400);
      });
    }
    return send.apply(this, given);
  };
  window.addEventListener("pagehide", () => { leaving = true; });
  window.addEventListener("pageshow", () => { leaving = false; });
})();

// Type for a projector, kept on this device.
(() => {
  const kept = () => { try { return localStorage.getItem("narrows-size"); } catch { return null; } };
  if (kept() === "large") document.documentElement.dataset.size = "large";
})();
