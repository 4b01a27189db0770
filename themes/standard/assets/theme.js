// Runs before the page is shown, so that the reader's choice of light or dark never flashes.
(function () {
  document.documentElement.dataset.script = "on";  // what needs script is shown from the start, and moves nothing
  var choice = null;
  try { choice = localStorage.getItem("tebiki-theme"); } catch (e) { /* file:// may refuse storage */ }
  if (choice === "light" || choice === "dark") document.documentElement.dataset.theme = choice;
})();
