// Switches between light and dark, opens the side list on wide screens, marks the heading that is being read.
(function () {
  "use strict";
  var root = document.documentElement;

  var button = document.querySelector(".theme-switch");
  if (button) {
    var system = matchMedia("(prefers-color-scheme: dark)");
    var isDark = function () { return root.dataset.theme ? root.dataset.theme === "dark" : system.matches; };
    var label = function () { button.textContent = button.getAttribute(isDark() ? "data-light" : "data-dark"); };
    button.hidden = false;
    label();
    if (system.addEventListener) system.addEventListener("change", label);
    button.addEventListener("click", function () {
      root.dataset.theme = isDark() ? "light" : "dark";
      try { localStorage.setItem("tebiki-theme", root.dataset.theme); } catch (e) { /* the choice lasts for this page */ }
      label();
    });
  }

  // Closed on a narrow screen; on a wide one it stands open beside the text.
  var side = document.querySelector("details.side");
  if (side) {
    var wide = matchMedia("(min-width: 60rem)");
    var fit = function () { side.open = wide.matches; };
    fit();
    if (wide.addEventListener) wide.addEventListener("change", fit);
    // The page that is open comes into sight in a long list, without moving the page itself.
    var here = side.querySelector("[aria-current]");
    if (here && wide.matches && here.offsetTop > side.clientHeight) side.scrollTop = here.offsetTop - side.clientHeight / 2;
  }

  var links = document.querySelectorAll(".outline a");
  if (links.length && "IntersectionObserver" in window) {
    var marks = [];
    links.forEach(function (link) {
      var heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      if (heading) marks.push({ link: link, heading: heading });
    });
    // The last heading above a line near the top is being read, whichever way one scrolls.
    var observer = new IntersectionObserver(function () {
      var here = null;
      marks.forEach(function (mark) { if (mark.heading.getBoundingClientRect().top < innerHeight * 0.3) here = mark; });
      marks.forEach(function (mark) {
        if (mark === here) mark.link.setAttribute("aria-current", "true"); else mark.link.removeAttribute("aria-current");
      });
    }, { rootMargin: "0px 0px -70% 0px" });
    marks.forEach(function (mark) { observer.observe(mark.heading); });
  }

  // A term shows what it means: under the pointer and with the keyboard by CSS; by touch at the first tap, and the
  // second one follows the link. Near the right edge the note hangs from the term's end.
  var terms = document.querySelectorAll(".term");
  var place = function (term) { term.classList.toggle("left", term.getBoundingClientRect().left > innerWidth * 0.55); };
  terms.forEach(function (term) {
    term.addEventListener("pointerenter", function () { place(term); });
    term.addEventListener("focus", function () { place(term); });
    term.addEventListener("click", function (event) {
      if (event.pointerType !== "touch" || term.classList.contains("open")) return;
      event.preventDefault();
      terms.forEach(function (other) { other.classList.toggle("open", other === term); });
    });
    term.addEventListener("keydown", function (event) { if (event.key === "Escape") term.blur(); });
  });
  document.addEventListener("click", function (event) {
    if (!event.target.closest || event.target.closest(".term")) return;
    terms.forEach(function (term) { term.classList.remove("open"); });
  });
})();
