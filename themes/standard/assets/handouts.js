// The list of sheets for a salesperson: a trade, a customer's names, and the sheets with those names on them. Works from
// a double click, without network. Names stay in this browser, and reach a sheet by a message to its window alone.
(function () {
  "use strict";
  var form = document.querySelector(".picker");
  var sheets = window.tebiki;
  if (!form || !sheets) return;
  var fields = ["name", "title", "person", "honorific", "date"];
  var sections = Array.prototype.slice.call(document.querySelectorAll("[data-trade]"));
  var trades = Array.prototype.slice.call(form.querySelectorAll("input[name=trade]"));
  var status = document.querySelector(".status");

  // What was chosen and typed ----------------------------------------------

  var key = "tebiki-customer";
  function stored() {
    try {
      var data = JSON.parse(localStorage.getItem(key));
      return data !== null && typeof data === "object" ? data : {};
    } catch (e) { return {}; /* refused, or not ours */ }
  }
  function store() {
    var data = names();
    data.trade = trade();
    try { localStorage.setItem(key, JSON.stringify(data)); } catch (e) { /* it lasts for this page */ }
  }
  function names() {
    var data = {};
    fields.forEach(function (field) { data[field] = form.elements[field].value.slice(0, sheets.limits[field]); });
    return data;
  }
  function trade() {
    var chosen = trades.filter(function (input) { return input.checked; })[0];
    return chosen ? chosen.value : "";
  }
  function choose(name) { trades.forEach(function (input) { input.checked = input.value === name; }); }

  function show(isTold) {
    var chosen = trade();
    sections.forEach(function (section) { section.hidden = section.dataset.trade !== chosen; });
    sheets.fill(names());
    if (!chosen) { status.textContent = "業種を選ぶと、その業種の資料が出ます。"; return; }
    var section = sections.filter(function (section) { return !section.hidden; })[0];
    status.textContent = "";
    if (!isTold || !section) return;
    var link = document.createElement("a");
    link.href = "#" + section.id;
    link.textContent = section.querySelector("h2").textContent + "の資料（" + section.querySelectorAll(".cards > li").length + "種類）";
    status.append(link, "を下に出しました。");
  }

  var saved = stored();
  fields.forEach(function (field) {
    if (typeof saved[field] === "string") form.elements[field].value = saved[field].slice(0, sheets.limits[field]);
  });
  if (trades.length === 1) choose(trades[0].value);
  if (typeof saved.trade === "string") choose(saved.trade);
  if (location.hash.indexOf("#trade-") === 0) {
    try { choose(decodeURIComponent(location.hash.slice(7))); } catch (e) { /* no trade is called that */ }
  }
  form.hidden = false;
  document.querySelectorAll("button.print").forEach(function (button) { button.hidden = false; });
  show(false);

  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.addEventListener("input", function (event) {
    if (event.target.name === "trade") show(true); else sheets.fill(names());
    store();
  });
  form.querySelector(".forget").addEventListener("click", function () {
    form.reset();
    try { localStorage.removeItem(key); } catch (e) { /* nothing was kept */ }
    opened = opened.filter(function (sheet) { sheet.names = null; return false; });
    show(false);
    status.textContent = "入れた内容を消しました。";
    form.elements.name.focus();
  });

  // Sheets that were opened from here ----------------------------------------

  var opened = [];  // { window, names, act, isFilled, calls }

  // `names` are those of the moment when the sheet was opened: what is typed for the next customer changes no sheet.
  function open(address, act) {
    var view = window.open(address, "_blank");
    if (!view) {
      status.textContent = "ブラウザーが新しいタブを止めました。このページのポップアップを許可してから、もう一度押してください。";
      return;
    }
    opened = opened.filter(function (sheet) { return !sheet.window.closed; });
    var sheet = { window: view, names: names(), act: act, isFilled: false, calls: 0 };
    opened.push(sheet);
    call(sheet);
  }
  function send(sheet) {
    if (!sheet.names || sheet.window.closed) return;
    var message = { tebiki: "names", act: sheet.isFilled ? "" : sheet.act };
    fields.forEach(function (field) { message[field] = sheet.names[field]; });
    sheet.window.postMessage(message, sheets.target);
  }
  // Calls until the sheet answers; it says by itself that it is ready, but may have said so before anybody listened.
  function call(sheet) {
    if (sheet.isFilled || sheet.window.closed || sheet.calls > 150) return;
    sheet.calls += 1;
    send(sheet);
    setTimeout(function () { call(sheet); }, 200);
  }
  window.addEventListener("message", function (event) {
    var sheet = opened.filter(function (sheet) { return sheet.window === event.source; })[0];
    if (!sheet || !sheets.isOurs(event.origin) || !sheets.isMessage(event.data)) return;
    if (event.data.tebiki === "ready") send(sheet);  // again after a reload
    if (event.data.tebiki === "filled") sheet.isFilled = true;
  });

  function onClick(event) {
    if (event.button > 1) return;
    var link = event.target.closest("a.open");
    var button = event.target.closest("button.print");
    if (!link && !button) return;
    event.preventDefault();
    var around = event.target.closest("li, section");
    open((link || around.querySelector("a.open")).href, button ? "print" : "");
  }
  document.addEventListener("click", onClick);
  document.addEventListener("auxclick", onClick);  // the middle button would open a sheet that nobody can call
})();
