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

// The page's framework notes in the history how far is scrolled; what else is in it stays, or
// nothing could be undone after a scroll.
(() => {
  const replace = History.prototype.replaceState;
  History.prototype.replaceState = function (state, ...rest) {
    return replace.call(this, { ...this.state, ...state }, ...rest);
  };
})();

// The map's widget may be asked for before its extension has said where it is.
window.require = { map: { "*": { anywidget: "nbextensions/anywidget/index" } } };

// The map's modules come while the page's framework is still being read.
import(`${window.solara?.rootPath || ""}/static/assets/map/panes.js`);

// The server may go away, the network too: the page says so, keeps its address, and comes back.
(() => {
  const RETRY = 2000;
  const UNANSWERED = 30000;
  const NEAR = ["localhost", "127.0.0.1", "[::1]"].includes(location.hostname);
  const KEPT = "What you chose is kept in this page's address; the page comes back by itself.";
  const SAID = {
    away: `The server does not answer. ${KEPT}`,
    offline: `This device has no network. ${KEPT}`,
    back: "The server is back. The page is loading again.",
    token: "The server was started anew with another token. Open the link that it printed.",
  };
  const open = new Set();
  let lost = false;
  let leaving = false;
  let met = false;
  const say = (what) => {
    let bar = document.getElementById("nx-lost");
    if (!bar) {
      bar = document.createElement("div");
      bar.id = "nx-lost";
      bar.setAttribute("role", "alert");
      document.body.append(bar);
    }
    if (bar.textContent !== SAID[what]) bar.textContent = SAID[what];
  };
  const answers = () =>
    fetch(`${window.solara?.rootPath || ""}/readyz`, { cache: "no-store" }).then(
      (got) => got.status,
      () => 0,
    );
  const isOffline = () => !NEAR && navigator.onLine === false;
  const back = async () => {
    const status = isOffline() ? 0 : await answers();
    if (status === 200) {
      say("back");
      location.reload();
      return;
    }
    say(status === 401 ? "token" : isOffline() ? "offline" : "away");
    setTimeout(back, RETRY);
  };
  const gone = () => {
    if (lost || leaving || open.size > 0) return;
    lost = true;
    say(isOffline() ? "offline" : "away");
    setTimeout(back, RETRY);
  };
  // The page's framework makes its sockets before this is read, so they are known when they send.
  const send = WebSocket.prototype.send;
  const known = new WeakSet();
  WebSocket.prototype.send = function (...given) {
    if (!known.has(this)) {
      known.add(this);
      open.add(this);
      met = true;
      this.addEventListener("close", () => {
        open.delete(this);
        setTimeout(gone, 400);
      });
    }
    return send.apply(this, given);
  };
  // A page that never gets its socket: the server is full, or went away while it was read.
  setTimeout(() => { if (!met) gone(); }, UNANSWERED);
  // After sleep, and when the network changes, sockets may be dead without having been closed.
  const look = () => {
    for (const each of open) if (each.readyState > WebSocket.OPEN) open.delete(each);
    if (met) gone();
  };
  window.addEventListener("online", look);
  window.addEventListener("offline", () => {
    if (isOffline() && !lost) { lost = true; say("offline"); setTimeout(back, RETRY); }
  });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) look(); });
  window.addEventListener("pagehide", () => { leaving = true; });
  window.addEventListener("pageshow", () => { leaving = false; });
})();

// Type for a projector, kept on this device.
(() => {
  const kept = () => { try { return localStorage.getItem("narrows-size"); } catch { return null; } };
  if (kept() === "large") document.documentElement.dataset.size = "large";
})();
