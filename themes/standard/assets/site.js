// Switches between light and dark, and marks the heading that is being read.
(function () {
  "use strict";
  var root = document.documentElement;

  var button = document.querySelector(".theme-switch");
  if (button) {
    var isDark = function () {
      return root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    };
    var label = function () { button.textContent = isDark() ? "明るい表示" : "暗い表示"; };
    button.hidden = false;
    label();
    button.addEventListener("click", function () {
      root.dataset.theme = isDark() ? "light" : "dark";
      try { localStorage.setItem("tebiki-theme", root.dataset.theme); } catch (e) { /* the choice lasts for this page */ }
      label();
    });
  }

  // On a narrow screen the table of contents starts closed.
  var side = document.querySelector("details.side");
  if (side && matchMedia("(max-width: 60rem)").matches) side.open = false;

  var links = document.querySelectorAll(".outline a");
  if (links.length && "IntersectionObserver" in window) {
    var byId = {};
    links.forEach(function (link) { byId[decodeURIComponent(link.hash.slice(1))] = link; });
    var observer = new IntersectionObserver(function (entries) {
      entries.forEach(function (entry) {
        if (!entry.isIntersecting) return;
        links.forEach(function (link) { link.removeAttribute("aria-current"); });
        byId[entry.target.id].setAttribute("aria-current", "true");
      });
    }, { rootMargin: "0px 0px -70% 0px" });
    Object.keys(byId).forEach(function (id) {
      var heading = document.getElementById(id);
      if (heading) observer.observe(heading);
    });
  }
})();
