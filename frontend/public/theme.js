// Runs before the first paint, so that a chosen theme never flashes. A file, because the content policy refuses inline scripts.
(function () {
  var chosen = null;
  try {
    chosen = localStorage.getItem("prosaas.theme");
  } catch {
    // Storage can be switched off; the system's theme is used.
  }
  var dark = chosen === "dark" || (chosen !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.theme = dark ? "dark" : "light";
})();
