// Searches the guide: any part of any text, in any spelling. Works from a double click: the data are scripts that hand
// over what they hold, and they are loaded when the reader first goes to the box.
//
// A small site is one file, and every text is looked through. A large one is cut up: search/grams-N.js say which
// texts hold which one to four characters, search/text-N.js hold the texts. See docs/decisions/0012-search.md.
(function () {
  "use strict";

  // Spellings --------------------------------------------------------------

  // What Sources/Plain/SpellingKey.swift does, sign for sign; Tests/Browser/search.py holds the two to the same.

  function isKatakana(c) {
    return c >= 0x30A1 && c <= 0x30FA || c >= 0x30FC && c <= 0x30FF || c >= 0x31F0 && c <= 0x31FF || c >= 0xFF66 && c <= 0xFF9F;
  }
  // Prints nothing: zero-width characters, and what chooses a character's form.
  function isIgnored(c) {
    return c >= 0x180B && c <= 0x180D || c === 0x180F || c >= 0xFE00 && c <= 0xFE0F || c >= 0xE0100 && c <= 0xE01EF || c === 0xAD || c >= 0x200B && c <= 0x200D || c >= 0x202A && c <= 0x202E || c === 0x2060 || c >= 0x2066 && c <= 0x2069 || c === 0xFEFF;
  }
  function isDash(c) { return c === 0x2D || c >= 0x2010 && c <= 0x2012 || c === 0x2212; }
  // Voicing marks, combining and standing alone, and accents.
  function isMark(c) { return c >= 0x3099 && c <= 0x309C || c >= 0x300 && c <= 0x36F; }
  var VU = { 0x30A1: 0x30D0, 0x30A3: 0x30D3, 0x30A7: 0x30D9, 0x30A9: 0x30DC };

  function points(text) { return Array.from(text, function (sign) { return sign.codePointAt(0); }); }

  // One character's compatibility decomposition, and what one step composes of two; 0 for nothing.
  var parts = new Map(), pairs = new Map();
  function decompose(c) {
    var known = parts.get(c);
    if (!known) parts.set(c, known = points(String.fromCodePoint(c).normalize("NFKD")));
    return known;
  }
  function compose(a, b) {
    if (!a) return 0;
    var pair = String.fromCodePoint(a, b), known = pairs.get(pair);
    if (known !== undefined) return known;
    var one = pair.normalize("NFC"), whole = points(one.normalize("NFD")), result = 0;
    if (Array.from(one).length === 1 && whole.pop() === b) {
      var rest = String.fromCodePoint.apply(String, whole).normalize("NFC");
      if (rest === String.fromCodePoint(a)) result = one.codePointAt(0);
    }
    pairs.set(pair, result);
    return result;
  }

  // Folds a text, with the place of each folded sign in it. `isLiteral` folds every character for itself alone, as a
  // text that is cut anywhere has it in common with the whole.
  function fold(text, isLiteral) {
    var out = [], starts = [], ends = [], wasVu = false, start = 0, end = 0;
    function last() { return out.length ? out[out.length - 1] : 0; }
    function drop() { out.pop(); starts.pop(); ends.pop(); }
    function settle() {
      if (last() !== 0x30FC || out.length < 2 || !isKatakana(out[out.length - 2])) return;
      var to = ends[ends.length - 1];
      drop();
      ends[ends.length - 1] = to;
    }
    function extend() { if (ends.length) ends[ends.length - 1] = end; }
    function replace(c) { out[out.length - 1] = c; ends[ends.length - 1] = end; wasVu = false; }
    function add(c) {
      if (!isLiteral) {
        if (!isKatakana(c)) {
          if (c !== 0x30FB) settle();
        } else if (last() === 0x30FB && out.length >= 2 && isKatakana(out[out.length - 2])) {
          drop();
        }
      }
      wasVu = false;
      out.push(c); starts.push(start); ends.push(end);
    }
    function addKatakana(c) {
      if (isLiteral) add(c);
      else if ((c === 0x30A3 || c === 0x30A7 || c === 0x30A9) && last() === 0x30A6) add(c + 1);
      else if (VU[c] && wasVu && last() === 0x30D6) replace(VU[c]);
      else if (c === 0x30F4) { add(0x30D6); wasVu = true; } else add(c);
    }
    function combine(c) {
      if (c === 0x309B || c === 0x309C) c -= 2;
      if (isLiteral) return add(c);
      var one = compose(last(), c);
      if (!one) return extend();
      replace(one === 0x30F4 ? 0x30D6 : one);
      wasVu = one === 0x30F4;
    }
    function one(c) {
      if (c >= 0x3041 && c <= 0x3096 || c >= 0x3400 && c <= 0x9FFF || c >= 0x3001 && c <= 0x3020) add(c);
      else if (isDash(c)) { if (!isLiteral && isKatakana(last())) addKatakana(0x30FC); else add(c); }
      else if (c >= 0x41 && c <= 0x5A) add(c + 0x20);
      else if (c >= 0x20 && c <= 0x7E) add(c);
      else if (c >= 0x30A1 && c <= 0x30FC) addKatakana(c);
      else if (isIgnored(c)) { if (!isLiteral) extend(); }
      else if (isMark(c)) combine(c);
      else {
        decompose(c).forEach(function (part) {
          if (part === 0x3099 || part === 0x309A) combine(part); else if (part === c) add(part); else one(part);
        });
      }
    }
    for (var index = 0; index < text.length; index = end) {
      var c = text.codePointAt(index);
      start = index;
      end = index + (c > 0xFFFF ? 2 : 1);
      one(c);
    }
    if (!isLiteral) settle();
    return { points: out, starts: starts, ends: ends };
  }

  function string(list) {
    var text = "";
    for (var index = 0; index < list.length; index += 4096) {
      text += String.fromCodePoint.apply(String, list.slice(index, index + 4096));
    }
    return text;
  }
  function key(text, isLiteral) { return string(fold(text, isLiteral).points); }

  // The places of a text that say a key: pairs of indexes.
  function places(text, wanted, isLiteral) {
    var folded = fold(text, isLiteral), found = [], sought = points(wanted), list = folded.points;
    for (var from = list.indexOf(sought[0]); from >= 0 && sought.length; from = list.indexOf(sought[0], from + 1)) {
      var length = 1;
      while (length < sought.length && list[from + length] === sought[length]) length += 1;
      if (length === sought.length) found.push([folded.starts[from], folded.ends[from + length - 1]]);
    }
    return found;
  }

  // Data -------------------------------------------------------------------

  var base = "", root = null, units = [], grams = [], waiting = {}, loaded = {};
  // For tests and the curious: how many files were asked for, and the fold.
  var api = window.tebikiSearch = { fold: key, files: 0 };

  // Loads search/NAME.js once; a file that does not come is asked for again the next time.
  function load(name, stamp) {
    if (!waiting[name]) {
      waiting[name] = new Promise(function (resolve, reject) {
        var script = document.createElement("script");
        api.files += 1;
        script.src = base + "search/" + name + ".js" + (stamp ? "?" + stamp : "");
        script.onload = function () { script.remove(); if (loaded[name]) resolve(); else script.onerror(); };
        script.onerror = function () { delete waiting[name]; reject(new Error(name)); };
        document.head.append(script);
      });
    }
    return waiting[name];
  }

  api.root = function (data) {
    root = data;
    root.words = data.words.map(function (words) { return words.map(function (word) { return key(word); }); });
    root.texts = numbers(data.texts);
    loaded.data = true;
  };

  // Takes units from number `first` on: [title, address, [[heading, anchor, text]], whether it goes on].
  api.text = function (name, first, list) {
    list.forEach(function (unit, index) {
      units[first + index] = {
        number: first + index, title: unit[0], address: unit[1], goesOn: unit[3] === 1,
        sections: unit[2].map(function (section) { return { heading: section[0], anchor: section[1], text: section[2] }; })
      };
    });
    loaded[name] = true;
  };

  api.grams = function (name, number, text) {
    grams[number] = readGrams(root.grams[number], text);
    loaded[name] = true;
  };

  // Numbers as digits of five bits, the lowest first; a sixth bit says that more follow.
  var DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", VALUES = {};
  Array.from(DIGITS).forEach(function (digit, value) { VALUES[digit] = value; });
  function Reader(text, at) { this.text = text; this.at = at || 0; }
  Reader.prototype.digit = function () { return VALUES[this.text[this.at++]]; };
  Reader.prototype.number = function () {
    var value = 0, scale = 1, digit;
    do { digit = this.digit(); value += (digit & 31) * scale; scale *= 32; } while (digit & 32);
    return value;
  };
  function numbers(text) {
    var reader = new Reader(text || ""), list = [];
    while (reader.at < reader.text.length) list.push(reader.number());
    return list;
  }

  // Each gram of a file: a letter that tells its length (a capital where it is never longer; eight letters on where it is
  // only in texts), its last character, and the numbers of units that have it in their titles, headings, texts.
  function readGrams(first, text) {
    var path = Array.from(first), map = new Map(), reader = new Reader(text);
    while (reader.at < text.length) {
      var code = text.charCodeAt(reader.at++), isLeaf = code < 0x60, sign = String.fromCodePoint(text.codePointAt(reader.at));
      reader.at += sign.length;
      path.length = (code & 7) - 1;
      path.push(sign);
      map.set(path.join(""), { isLeaf: isLeaf, text: text, at: reader.at, from: code & 8 ? 3 : 1 });
      for (var list = code & 8 ? 3 : 1; list <= 3; list += 1) {
        var count = reader.number();
        if (count & 1) reader.at += Math.ceil(root.units / 6);
        else for (count /= 2; count > 0; count -= 1) while (reader.digit() & 32);
      }
    }
    return map;
  }

  // The class of each unit that has a gram: 1 in the title, 2 in a heading, 3 in the text.
  function classes(gram) {
    var result = new Uint8Array(root.units), reader = new Reader(gram.text, gram.at);
    for (var kind = gram.from; kind <= 3; kind += 1) {
      var count = reader.number(), unit = -1;
      if (count & 1) {
        for (var six = 0; six < root.units; six += 6) {
          for (var bits = reader.digit(), bit = 0; bits >> bit; bit += 1) if (bits >> bit & 1) result[six + bit] = kind;
        }
      } else {
        for (count /= 2; count > 0; count -= 1) { unit += reader.number() + 1; result[unit] = kind; }
      }
    }
    return result;
  }

  function compare(a, b) {  // by code points, as the grams are sorted
    a = Array.from(a); b = Array.from(b);
    for (var index = 0; index < a.length && index < b.length; index += 1) {
      if (a[index] !== b[index]) return a[index].codePointAt(0) - b[index].codePointAt(0);
    }
    return a.length - b.length;
  }

  function gramFile(text) {
    var low = 0, high = root.grams.length;
    while (low < high) {
      var middle = low + high >> 1;
      if (compare(root.grams[middle], text) <= 0) low = middle + 1; else high = middle;
    }
    return low - 1;
  }

  // The longest gram that a text begins with; null where no text of the site does.
  function gram(number, text) {
    var signs = Array.from(text.slice(0, root.depth * 2));
    for (var length = Math.min(signs.length, root.depth); length > 0; length -= 1) {
      var found = grams[number].get(signs.slice(0, length).join(""));
      if (found) return found.isLeaf || length === signs.length ? { gram: found, isWhole: length === signs.length } : null;
    }
    return null;
  }

  // What units may hold a key, by `most` grams of it at most: their classes, and whether that is certain.
  function lookUp(wanted, most) {
    var signs = Array.from(wanted), offsets = [], count = Math.max(1, signs.length - 1);
    for (var step = 0; step < Math.min(count, most); step += 1) {
      offsets.push(count <= most ? step : Math.round(step * (count - 1) / Math.max(1, most - 1)));
    }
    return Promise.all(offsets.map(function (offset) {
      var text = signs.slice(offset).join(""), number = gramFile(text);
      if (number < 0) return null;
      return load("grams-" + number, root.stamp).then(function () { return gram(number, text); });
    })).then(function (found) {
      var result = null;
      for (var index = 0; index < found.length; index += 1) {
        if (!found[index]) return { classes: new Uint8Array(root.units), isCertain: true };
        var own = classes(found[index].gram);
        if (index === 0 && found[0].isWhole && Array.from(wanted).length <= root.depth) return { classes: own, isCertain: true };
        if (!result) result = own;
        else for (var unit = 0; unit < own.length; unit += 1) result[unit] = own[unit] && result[unit] ? Math.max(own[unit], result[unit]) : 0;
      }
      return { classes: result, isCertain: false };
    });
  }

  // Searching --------------------------------------------------------------

  // The words of a query, each with what means the same: the glossary's spellings and plain wording.
  function read(query) {
    var literals = key(query, true).split(/[\u0000-\u0020]+/).filter(Boolean);
    return literals.map(function (literal) {
      var folded = key(literal), same = [];
      root.words.forEach(function (words) {
        if (words.indexOf(folded) >= 0) words.forEach(function (word) { if (word && word !== folded && same.indexOf(word) < 0) same.push(word); });
      });
      return { key: folded, literal: literal, same: same };
    });
  }

  function prepare(section) {
    if (section.key === undefined) {
      section.key = key(section.text);
      section.literal = key(section.text, true);
      section.headingKey = key(section.heading);
      section.headingLiteral = key(section.heading, true);
    }
    return section;
  }
  function has(folded, literal, word) {
    return word.key && folded.indexOf(word.key) >= 0 || literal.indexOf(word.literal) >= 0;
  }
  function hasSame(folded, word) { return word.same.some(function (same) { return folded.indexOf(same) >= 0; }); }

  // How well a unit answers: 1 in the title, 2 in a heading, 3 in the text, 4 to 6 in other words; 0 not at all.
  function rank(unit, words) {
    if (unit.titleKey === undefined) { unit.titleKey = key(unit.title); unit.titleLiteral = key(unit.title, true); }
    var worst = 0;
    for (var index = 0; index < words.length; index += 1) {
      var word = words[index], best = 7;
      if (has(unit.titleKey, unit.titleLiteral, word)) best = 1;
      else if (word.same.length && hasSame(unit.titleKey, word)) best = 4;
      for (var number = 0; number < unit.sections.length && best > 1; number += 1) {
        var section = prepare(unit.sections[number]);
        if (has(section.headingKey, section.headingLiteral, word)) best = Math.min(best, 2);
        else if (has(section.key, section.literal, word)) best = Math.min(best, 3);
        else if (best > 4 && word.same.length) {
          if (hasSame(section.headingKey, word)) best = Math.min(best, 5);
          else if (hasSame(section.key, word)) best = Math.min(best, 6);
        }
      }
      if (best === 7) return 0;
      worst = Math.max(worst, best);
    }
    return worst;
  }

  // How often a unit's texts say the words: what is about a thing says it often.
  function weight(unit, words) {
    var sum = 0;
    words.forEach(function (word) {
      unit.sections.forEach(function (section) {
        if (word.key) sum += prepare(section).key.split(word.key).length - 1;
      });
    });
    return sum;
  }

  function kindOf(unit) {
    var kind = 0;
    while (kind + 1 < root.kinds.length && root.kinds[kind + 1][1] <= unit) kind += 1;
    return kind;
  }

  // Both ways of searching give the same: `order` of units, whether all of them are certain, and `next`, which
  // promises some more of those that are.

  function searchAll(words) {
    var found = [];
    units.forEach(function (unit) {
      var place = rank(unit, words);
      if (!place) return;
      var titleKey = unit.titleKey, isExact = place === 1 && words.length === 1 && titleKey === words[0].key;
      found.push({ unit: unit, place: isExact ? 0 : place, weight: weight(unit, words) });
    });
    found.sort(function (a, b) { return a.place - b.place || b.weight - a.weight || a.unit.number - b.unit.number; });
    return Promise.resolve({ order: found.map(function (one) { return one.unit.number; }), isCertain: true });
  }

  var most = { grams: 14, texts: 10, hits: 10 };  // files for a query, and hits to show at a time

  function searchGrams(words) {
    var each = Math.max(2, Math.floor(10 / words.length)), left = most.grams;
    var jobs = words.slice(0, 7).map(function (word) {
      var keys = [];
      function ask(text, isSame) {
        var share = Math.min(isSame ? 2 : each, left);
        if (!text || share < 1) return;
        left -= Math.min(share, Math.max(1, Array.from(text).length - 1));
        keys.push(lookUp(text, share).then(function (answer) { answer.isSame = isSame; return answer; }));
      }
      ask(word.key, false);
      if (word.literal !== word.key) ask(word.literal, false);
      return { word: word, keys: keys, ask: ask };
    });
    jobs.forEach(function (job) { job.word.same.forEach(function (same) { job.ask(same, true); }); });
    return Promise.all(jobs.map(function (job) { return Promise.all(job.keys); })).then(function (answers) {
      var total = null, isCertain = words.length === 1 && left > 0;
      answers.forEach(function (list) {
        var sum = new Uint8Array(root.units);
        list.forEach(function (answer) {
          isCertain = isCertain && answer.isCertain;
          for (var unit = 0; unit < sum.length; unit += 1) {
            var own = answer.classes[unit] ? answer.classes[unit] + (answer.isSame ? 3 : 0) : 0;
            if (own && (!sum[unit] || own < sum[unit])) sum[unit] = own;
          }
        });
        if (!total) total = sum;
        else for (var unit = 0; unit < sum.length; unit += 1) total[unit] = total[unit] && sum[unit] ? Math.max(total[unit], sum[unit]) : 0;
      });
      var order = [];
      for (var place = 1; place <= 6; place += 1) total.forEach(function (own, unit) { if (own === place) order.push(unit); });
      return { order: order, isCertain: isCertain };
    });
  }

  function search(words) { return root.grams.length ? searchGrams(words) : searchAll(words); }

  function textFile(unit) {
    var low = 0, high = root.first.length;
    while (low < high) {
      var middle = low + high >> 1;
      if (root.first[middle] <= unit) low = middle + 1; else high = middle;
    }
    return low - 1;
  }

  // Promises the next hits of an order, loading as many texts as one step may.
  function next(found, words, kind) {
    var batch = [], files = {}, count = 0, at = found.at || 0, hits = [];
    var size = root.grams.length ? most.hits : 60;
    function take() {
      for (; at < found.order.length && batch.length < size; at += 1) {
        var unit = found.order[at];
        if (kind >= 0 && kindOf(unit) !== kind) continue;
        if (!units[unit]) {
          var file = textFile(unit);
          if (!files[file] && count === most.texts) return;
          if (!files[file]) { files[file] = load("text-" + file, root.stamp); count += 1; }
        }
        batch.push(unit);
      }
    }
    function step() {
      batch = [];
      take();
      return Promise.all(Object.keys(files).map(function (file) { return files[file]; })).then(function () {
        batch.forEach(function (unit) {
          var place = rank(units[unit], words);
          if (place) hits.push({ unit: units[unit], place: place });
        });
        if (hits.length < size && batch.length && at < found.order.length && count < most.texts) return step();
        found.at = at;
        if (root.grams.length) hits.sort(function (a, b) { return a.place - b.place || a.unit.number - b.unit.number; });
        return hits;
      });
    }
    return step();
  }

  // What is shown of a hit: the page, and up to three places in it.
  function describe(unit, words) {
    var found = [], isTitle = words.every(function (word) { return has(unit.titleKey, unit.titleLiteral, word) || hasSame(unit.titleKey, word); });
    unit.sections.forEach(function (section, number) {
      prepare(section);
      var direct = 0, heads = 0, any = 0;
      words.forEach(function (word) {
        if (has(section.headingKey, section.headingLiteral, word)) heads += 1;
        if (has(section.key, section.literal, word)) direct += 1;
        if (hasSame(section.key, word) || hasSame(section.headingKey, word)) any += 1;
      });
      if (heads + direct + any) found.push({ section: section, score: heads * 6 + direct * 4 + any, number: number });
    });
    found.sort(function (a, b) { return b.score - a.score || a.number - b.number; });
    var hits = found.slice(0, 3).map(function (one) { return { section: one.section, isTop: false }; });
    if (isTitle || !hits.length) {
      var top = unit.sections[0] || { heading: "", anchor: "", text: "" };
      if (hits.length && hits[0].section === top) hits.shift();
      hits.unshift({ section: unit.goesOn ? top : { heading: "", anchor: "", text: top.heading ? "" : top.text }, isTop: true });
    }
    return hits.slice(0, 3);
  }

  // Where a text says the words, in order and apart, each with the number of its word; other words for them only where
  // it says none.
  function marks(text, words) {
    var list = [];
    function add(found, number) { found.forEach(function (place) { list.push([place[0], place[1], number]); }); }
    words.forEach(function (word, number) {
      if (word.key) add(places(text, word.key), number);
      if (word.literal !== word.key) add(places(text, word.literal, true), number);
    });
    if (!list.length) words.forEach(function (word, number) { word.same.forEach(function (same) { add(places(text, same), number); }); });
    list.sort(function (a, b) { return a[0] - b[0] || b[1] - a[1]; });
    return list.reduce(function (apart, mark) {
      var last = apart[apart.length - 1];
      if (last && mark[0] < last[1]) last[1] = Math.max(last[1], mark[1]); else apart.push(mark);
      return apart;
    }, []);
  }

  var stop = /[。！？\n]/;
  function sentence(text, mark) {
    var from = mark[0], to = mark[1];
    while (from > 0 && !stop.test(text[from - 1])) from -= 1;
    while (to < text.length && !stop.test(text[to])) to += 1;
    return [from, to < text.length && text[to] !== "\n" ? to + 1 : to];
  }

  // Chooses what is shown of a text: the sentence that says most of the words, or a part of it.
  function choose(text, list) {
    var best = null, most = 0;
    list.slice(0, 40).forEach(function (mark) {
      var own = sentence(text, mark), said = new Set();
      list.forEach(function (other) { if (other[0] >= own[0] && other[1] <= own[1]) said.add(other[2]); });
      if (said.size > most) { most = said.size; best = [own[0], own[1], mark]; }
    });
    if (!best) { best = sentence(text, [0, 0]).concat([[0, 0]]); }
    var from = best[0], to = best[1], mark = best[2];
    if (mark[0] - from > 40) from = mark[0] - 30;
    if (to - from > 110) to = Math.max(mark[1], from + 100);
    // No half of a pair of surrogates.
    if (/[\udc00-\udfff]/.test(text[from])) from -= 1;
    if (to < text.length && /[\udc00-\udfff]/.test(text[to])) to += 1;
    return [from, to];
  }

  // Puts a text into an element with its words marked: as a whole, its start, or the sentence that says them.
  function excerpt(element, text, words, part) {
    var list = marks(text, words);
    var range = part === "whole" ? [0, text.length] : choose(text, part === "start" ? [] : list), from = range[0], to = range[1];
    function isInside(at) { return at > 0 && at < text.length && !stop.test(text[at - 1]) && text[at] !== "\n"; }
    if (isInside(from)) element.append("…");
    list.forEach(function (mark) {
      if (mark[0] < from || mark[0] >= to) return;
      element.append(text.slice(from, mark[0]));
      var marked = document.createElement("mark");
      marked.textContent = text.slice(mark[0], Math.min(mark[1], to));
      element.append(marked);
      from = Math.min(mark[1], to);
    });
    element.append(text.slice(from, to));
    if (isInside(to)) element.append("…");
  }

  // The box ----------------------------------------------------------------

  var box = document.querySelector(".search");
  if (!box) return;
  base = box.dataset.base;
  var input = box.querySelector("input"), panel = box.querySelector(".search-panel");
  var results = document.getElementById("search-results"), status = box.querySelector(".search-status");
  var live = box.querySelector(".search-live"), kinds = box.querySelector(".search-kinds"), more = box.querySelector(".search-more");
  var shown = "", turn = 0, kind = -1, timer = 0;

  function say(name, values) {
    return box.dataset[name].replace(/%(\w+)/g, function (_, field) { return values[field]; });
  }
  function tell(text) { status.textContent = text; live.textContent = text; }
  function open() { if (input.value.trim()) panel.hidden = false; }
  function close() { panel.hidden = true; live.textContent = ""; }

  function ready() {
    return load("data").then(function () {
      if (root.first) return;
      root.first = [];
      root.texts.reduce(function (sum, count) { root.first.push(sum); return sum + count; }, 0);
    });
  }

  function item(hit, words) {
    var li = document.createElement("li"), unit = hit.unit;
    describe(unit, words).forEach(function (place, index) {
      var link = document.createElement("a"), section = place.section;
      link.href = base + unit.address + (section.anchor ? (unit.address.indexOf("#") < 0 ? "#" + encodeURIComponent(section.anchor) : "") : "");
      function part(name, text, which) {
        if (!text) return;
        var span = document.createElement("span");
        span.className = name;
        excerpt(span, text, words, which);
        link.append(span, " ");
      }
      if (index === 0) {
        part("hit-title", unit.title, "whole");
        var label = document.createElement("span");
        label.className = "label";
        label.textContent = root.kinds[kindOf(unit.number)][0];
        link.append(label, " ");
      } else {
        link.className = "hit-more";
      }
      part("hit-heading", section.heading, "whole");
      part("hit-text", section.text, place.isTop ? "start" : "sentence");
      li.append(link);
    });
    return li;
  }

  function showKinds(found, words) {
    var counts = root.kinds.map(function () { return 0; });
    found.order.forEach(function (unit) { counts[kindOf(unit)] += 1; });
    kinds.textContent = "";
    var some = counts.filter(Boolean).length;
    kinds.hidden = some < 2;
    if (kind >= 0 && !counts[kind]) kind = -1;
    function button(name, number, count) {
      var one = document.createElement("button");
      one.type = "button";
      one.append(name);
      if (found.isCertain) {
        var small = document.createElement("span");
        small.textContent = count;
        one.append(" ", small);
      }
      one.setAttribute("aria-pressed", String(kind === number));
      one.addEventListener("click", function () {
        kind = number;
        kinds.querySelectorAll("button").forEach(function (other) { other.setAttribute("aria-pressed", String(other === one)); });
        list(found, words, turn);
      });
      kinds.append(one);
    }
    button(box.dataset.all, -1, found.order.length);
    counts.forEach(function (count, number) { if (count) button(root.kinds[number][0], number, count); });
  }

  // Lists what was found, from the start.
  function list(found, words, own) {
    found.at = 0;
    var items = document.createElement("ol");
    results.replaceChildren(items);
    more.hidden = true;
    panel.scrollTop = 0;
    var total = found.order.filter(function (unit) { return kind < 0 || kindOf(unit) === kind; }).length, count = 0;
    function add() {
      return next(found, words, kind).then(function (hits) {
        if (own !== turn) return;
        hits.forEach(function (hit) { items.append(item(hit, words)); });
        count += hits.length;
        var isLeft = found.at < found.order.length;
        if (isLeft && !root.grams.length) setTimeout(add, 0);
        more.hidden = !isLeft || !root.grams.length;
        if (found.isCertain || !isLeft) tell(found.isCertain && total || count ? say("count", { n: found.isCertain ? total : count }) : say("none", { query: shown }));
        else tell(say("some", { n: total, shown: count }));
        results.dataset.done = String(!isLeft);
      }).catch(fail(own));
    }
    more.onclick = function () {
      var links = results.querySelectorAll("a"), last = links[links.length - 1];
      more.hidden = true;
      add().then(function () {
        var all = Array.from(results.querySelectorAll("a")), following = all[all.indexOf(last) + 1];
        if (following) following.focus();
      });
    };
    return add();
  }

  function fail(own) { return function () { if (own === turn) tell(box.dataset.failed); }; }

  function update() {
    var query = input.value.trim(), own = turn += 1;
    clearTimeout(timer);
    if (!query) { shown = ""; kind = -1; results.textContent = ""; close(); return; }
    panel.hidden = false;
    delete results.dataset.done;
    if (!root) tell(box.dataset.loading);
    ready().then(function () {
      timer = setTimeout(function () {
        var words = read(query);
        shown = query;
        search(words).then(function (found) {
          if (own !== turn) return;
          showKinds(found, words);
          return list(found, words, own);
        }).catch(fail(own));
      }, root.grams.length ? 150 : 0);
    }).catch(fail(own));
  }

  input.addEventListener("focus", function () { 
    ready().catch(function () { /* said when something is sought */ });
    if (input.value.trim() && input.value.trim() !== shown) update(); else open();
  });
  // While kana are being turned into kanji, what stands in the box is not yet what is sought.
  input.addEventListener("input", function (event) { if (!event.isComposing) update(); });
  input.addEventListener("compositionend", update);
  box.addEventListener("submit", function (event) { event.preventDefault(); });

  function stops() { return [input].concat(Array.from(panel.querySelectorAll("#search-results a, .search-more:not([hidden])"))); }
  box.addEventListener("keydown", function (event) {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "Escape" && !panel.hidden) {
      event.preventDefault();
      input.focus();
      close();
      return;
    }
    if (event.target === input && event.key === "ArrowDown" && panel.hidden) open();
    if (panel.hidden) return;
    var list = stops(), at = list.indexOf(event.target), to = -1;
    if (event.key === "ArrowDown" || event.key === "Enter" && event.target === input) to = at + 1;
    else if (event.key === "ArrowUp") to = at - 1;
    if (to < 0 || at < 0 || !list[to]) return;
    event.preventDefault();
    list[to].focus();
  });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "/" || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest && event.target.closest("input, textarea, select, [contenteditable]")) return;
    event.preventDefault();
    input.focus();
    input.select();
  });
  document.addEventListener("click", function (event) { if (!box.contains(event.target)) close(); });
  box.addEventListener("focusout", function (event) { if (event.relatedTarget && !box.contains(event.relatedTarget)) close(); });
})();
