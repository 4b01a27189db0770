// Puts a customer's names where a sheet has a place for them. They come by a message from the list of sheets that
// opened this one: on file:// some browsers give each file a storage of its own, and an address is kept in histories.
// Nothing is kept here; without names the sheet is what was printed without this script.
(function () {
  "use strict";

  // What a message may hold, and how long it may be.
  var limits = { tebiki: 10, name: 100, title: 60, person: 60, honorific: 10, date: 10, act: 10 };

  function tidy(text) {
    return (text || "").replace(/[\u0000-\u001f\u007f-\u009f]/g, " ").replace(/^[ \u3000]+|[ \u3000]+$/g, "");
  }

  // The line that names who gets the sheet, worded as in Sources/Press/Sheets/Addressee.swift; empty for nobody.
  function addressee(names, group) {
    var name = tidy(names.name), title = tidy(names.title), person = tidy(names.person), honorific = tidy(names.honorific);
    if (group) return name ? name + "\u3000" + group : "";
    if (!person) return name ? name + " " + (honorific || "御中") : "";
    var ending = !honorific || honorific === "御中" ? "様" : honorific;
    return [name, title, person + " " + ending].filter(Boolean).join("\u3000");
  }

  // 2026-11-22 as 2026年11月22日; empty for what is no day.
  function day(text) {
    var parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text || "");
    if (!parts) return "";
    var date = new Date(Date.UTC(+parts[1], parts[2] - 1, +parts[3]));
    if (date.getUTCMonth() !== parts[2] - 1 || date.getUTCDate() !== +parts[3]) return "";
    return +parts[1] + "年" + +parts[2] + "月" + +parts[3] + "日";
  }

  var places = Array.prototype.map.call(document.querySelectorAll("[data-customer]"), function (element) {
    return {
      element: element, field: element.getAttribute("data-customer"), group: element.getAttribute("data-group"),
      text: element.textContent, isBlank: element.classList.contains("blank")
    };
  });

  function fill(names) {
    places.forEach(function (place) {
      var text;
      switch (place.field) {
        case "addressee": text = addressee(names, place.group); break;
        case "date": text = day(names.date); break;
        case "name": case "title": case "person": text = tidy(names[place.field]); break;
      }
      place.element.textContent = text || place.text;
      if (place.field === "addressee") {
        place.element.classList.toggle("long", Array.from(place.element.textContent).length > 24);
      }
      if (place.isBlank) place.element.classList.toggle("blank", !text);
    });
  }

  var isFile = location.protocol === "file:";
  window.tebiki = {
    fill: fill, limits: limits,
    // Files have no origin that a message could be meant for.
    target: isFile ? "*" : location.origin,
    isOurs: function (origin) { return isFile ? origin === "null" || origin === "file://" : origin === location.origin; },
    isMessage: function (data) {
      return data !== null && typeof data === "object" && Object.keys(data).every(function (key) {
        return limits.hasOwnProperty(key) && typeof data[key] === "string" && data[key].length <= limits[key];
      });
    }
  };

  var button = document.querySelector(".screen-bar .print");
  if (button) {
    button.hidden = false;
    button.addEventListener("click", function () { print(); });
  }
  if (!window.opener || !document.querySelector(".sheet")) return;

  var isPrinted = false;
  function tell(what) { window.opener.postMessage({ tebiki: what }, window.tebiki.target); }
  window.addEventListener("message", function (event) {
    if (event.source !== window.opener || !window.tebiki.isOurs(event.origin)) return;
    if (!window.tebiki.isMessage(event.data) || event.data.tebiki !== "names") return;
    fill(event.data);
    tell("filled");
    if (event.data.act !== "print" || isPrinted) return;
    isPrinted = true;
    setTimeout(function () { print(); }, 100);  // what was just told arrives before the dialogue stands in its way
  });
  tell("ready");
})();
