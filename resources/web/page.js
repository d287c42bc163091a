"use strict";
// The page works without this: it shows one theme at a time, opens portraits beside the map, searches and sorts.
(() => {
  const one = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const themes = all(".theme");
  const stage = one("#map");
  const aside = one("#aside");
  const said = one("#said");

  // ---- The address: "#theme=budget&region-53" is a theme and a part of a portrait, of which either may be missing.

  let opened = null;
  let place = null;

  function decoded(text) {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  }

  function asked() {
    const state = { theme: themes[0], part: null };
    for (const id of decoded(location.hash.slice(1)).split("&")) {
      const found = id && document.getElementById(id);
      if (found && themes.includes(found)) state.theme = found;
      else if (found && found.closest(".portrait")) state.part = found;
    }
    return state;
  }

  function addressOf(theme, part) {
    const ids = [theme === themes[0] && part ? "" : theme.id, part ? part.id : ""];
    return "#" + ids.filter(Boolean).join("&");
  }

  function follow(event) {
    const link = event.target.closest("a[href^='#']");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button) return;
    const target = document.getElementById(decoded(link.getAttribute("href").slice(1)));
    const { theme, part } = asked();
    if (!target) return;
    if (themes.includes(target)) event.preventDefault(), go(addressOf(target, part));
    else if (target.closest(".portrait")) event.preventDefault(), go(addressOf(theme, target));
    else if (target === stage && !link.matches(".skip")) event.preventDefault(), go(addressOf(theme, null));
  }

  function go(address) {
    if (decoded(location.hash) === address) show(true);
    else location.hash = address;
  }

  function show(isMoved) {
    const { theme, part } = asked();
    const before = one(".theme.shown");
    themes.forEach((each) => each.classList.toggle("shown", each === theme));
    all(".tools nav a").forEach((link) => mark(link, document.getElementById(link.hash.slice(1)) === theme));
    if (isMoved && before && before !== theme) say(one("h2", theme).textContent);
    const closed = opened;
    open(part ? part.closest(".portrait") : null);
    const code = opened ? opened.dataset.code : null;
    all("a.region").forEach((region) => mark(region, region.dataset.code === code));
    all(".theme-map", theme).forEach((map) => {
      rove(map);
      outline(map, code);
    });
    if (!isMoved) return;
    if (part) moveTo(part);
    else if (closed) regionOf(closed.dataset.code, theme)?.focus();
  }

  function say(text, isCount = false) {
    // Where the list is out of sight, its count is seen below the field; all else is for screen readers.
    said.classList.toggle("counted", isCount);
    said.textContent = text;
  }

  function mark(element, isCurrent) {
    if (isCurrent) element.setAttribute("aria-current", "true");
    else element.removeAttribute("aria-current");
  }

  function open(portrait) {
    if (portrait === opened) return;
    if (opened) {
      opened.classList.remove("opened");
      place.replaceWith(opened);
    }
    opened = portrait;
    if (opened) {
      place = document.createComment("");
      opened.replaceWith(place);
      opened.classList.add("opened");
      aside.append(opened);
    }
    arrange();
  }

  function arrange() {
    const isSearching = words.value.trim() !== "";
    one("#results").hidden = !isSearching || opened !== null;
    stage.classList.toggle("divided", isSearching || opened !== null);
    stage.classList.toggle("searching", isSearching && opened === null);
  }

  function moveTo(part) {
    const isWhole = part === opened;
    const target = isWhole ? one("h2", part) : part;
    target.tabIndex = -1;
    target.focus({ preventScroll: true });
    const top = (isWhole ? aside : part).getBoundingClientRect().top;
    if (top < 0 || top > innerHeight * (isWhole ? 0.5 : 0.2)) (isWhole ? aside : part).scrollIntoView();
  }

  // ---- The map: one stop of the Tab key, arrows to the nearest region.

  const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  function regionOf(code, theme) {
    return all("a.region", theme).find((region) => region.dataset.code === code);
  }

  function rove(map, chosen) {
    const regions = all("a.region", map);
    const stop = chosen || regions.find((region) => region.hasAttribute("aria-current")) || regions[0];
    regions.forEach((region) => region.setAttribute("tabindex", region === stop ? "0" : "-1"));
  }

  function outline(map, code) {
    // Drawn above the borders, which would cover the outline of the region itself.
    const region = all("a.region", map).find((each) => each.dataset.code === code);
    const line = one(".mark", map);
    if (region) line.setAttribute("href", one("use", region).getAttribute("href"));
    else line.removeAttribute("href");
  }

  function centre(region) {
    const box = (one("use, path", region) || region).getBoundingClientRect();
    return [box.left + box.width / 2, box.top + box.height / 2];
  }

  function neighbour(region, [dx, dy], regions) {
    const [x, y] = centre(region);
    let nearest = null;
    let least = Infinity;
    for (const other of regions) {
      const [left, top] = centre(other);
      const along = (left - x) * dx + (top - y) * dy;
      const across = Math.abs((left - x) * dy) + Math.abs((top - y) * dx);
      // What lies more to the side than ahead is the neighbour of another arrow.
      const distance = along + 2 * across + (across > along ? 1e4 : 0);
      if (other !== region && along > 1 && distance < least) [nearest, least] = [other, distance];
    }
    return nearest;
  }

  function walk(event) {
    const region = event.target.closest("a.region");
    if (!region || event.ctrlKey || event.metaKey || event.altKey) return;
    const map = region.closest("svg");
    const regions = all("a.region", map);
    const next =
      event.key in ARROWS ? neighbour(region, ARROWS[event.key], regions)
      : event.key === "Home" ? regions[0]
      : event.key === "End" ? regions[regions.length - 1]
      : undefined;
    if (next === undefined) return;
    event.preventDefault();
    if (!next) return;
    rove(map, next);
    next.focus();
  }

  // ---- The search: every word begins a word of a passage or names its region; "…" is a phrase.

  const form = one(".search");
  const words = one("#words");
  const WORD = /[\p{L}\p{N}\u0300-\u036f]+/gu;
  const TERM = /"([^"]*)("?)|«([^»]*)(»?)|“([^”]*)(”?)|[^\s"«“]+/g;
  const GROUPS = ["region", "platform", "answer"];
  const LEAD = 45;
  const SNIPPET = 140;
  let entries = null;

  function fold(text) {
    const plain = text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
    return plain.replace(/œ/g, "oe").replace(/æ/g, "ae").replace(/ß/g, "ss").replace(/[^a-z0-9]/g, "");
  }

  function split(text) {
    return (text.match(WORD) || []).map(fold).filter(Boolean);
  }

  function termsOf(query) {
    const terms = [];
    for (const match of query.matchAll(TERM)) {
      const quoted = match[1] ?? match[3] ?? match[5];
      const isClosed = Boolean(match[2] || match[4] || match[6]);
      const parts = split(quoted === undefined ? match[0] : quoted);
      if (parts.length) terms.push({ parts, isBegun: !isClosed });
    }
    return terms;
  }

  function placed(text) {
    return [...text.matchAll(WORD)].map((match) => ({
      word: fold(match[0]), start: match.index, end: match.index + match[0].length,
    }));
  }

  function textOf(element) {
    const lines = all("p", element);
    return lines.length ? lines.map((line) => line.textContent).join("\n") : element.textContent;
  }

  function entry(element, group) {
    const text = (element.dataset.text || textOf(element)).trim();
    const found = placed(text);
    for (const name of element.dataset.names ? element.dataset.names.split("|") : []) {
      // An empty word keeps phrases from running on into other names.
      found.push({ word: "" }, ...split(name).map((word) => ({ word })));
    }
    return { element, group, text, title: element.dataset.passage, found, region: element.closest(".portrait") };
  }

  function index() {
    entries = all(".portrait h2[data-names]").map((name) => entry(name, "region"));
    for (const element of all(".portrait [data-passage]")) {
      entries.push(entry(element, element.dataset.names === undefined ? "answer" : "platform"));
    }
  }

  function find({ parts, isBegun }, found) {
    const last = parts.length - 1;
    const places = [];
    for (let end = last; end < found.length; end++) {
      const word = found[end].word;
      const fits = isBegun ? word.startsWith(parts[last]) : word === parts[last];
      if (fits && parts.slice(0, last).every((part, i) => found[end - last + i].word === part)) {
        const { start } = found[end - last];
        const stop = found[end].end;
        places.push({ span: start === undefined || stop === undefined ? null : [start, stop], isWhole: word === parts[last] });
      }
    }
    return places;
  }

  function search(query) {
    const terms = termsOf(query);
    if (!entries) index();
    if (!terms.length) return [];
    const named = new Map();
    for (const each of entries.filter((each) => each.group === "region")) {
      named.set(each.region, terms.map((term) => find(term, each.found).length > 0));
    }
    const hits = [];
    entries.forEach((each, number) => {
      const places = terms.map((term) => find(term, each.found));
      const isComplete = places.every((found, i) => found.length || named.get(each.region)[i]);
      if (!isComplete || !places.some((found) => found.length)) return;
      const spans = places.flat().map((found) => found.span).filter(Boolean).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
      const isWhole = places.every((found) => !found.length || found.some((each) => each.isWhole));
      hits.push({ ...each, spans, rank: [GROUPS.indexOf(each.group), isWhole ? 0 : 1, number] });
    });
    return hits.sort((a, b) => a.rank[0] - b.rank[0] || a.rank[1] - b.rank[1] || a.rank[2] - b.rank[2]);
  }

  function snippet({ text, spans }) {
    let start = spans.length ? Math.max(0, spans[0][0] - LEAD) : 0;
    if (start) {
      const next = text.slice(start, spans[0][0]).search(/\s\S/);
      if (next >= 0) start += next + 1;
    }
    let end = text.length;
    if (end - start > SNIPPET) {
      const cut = text.slice(0, start + SNIPPET).search(/\s\S*$/);
      end = cut > start + SNIPPET - 20 ? cut : start + SNIPPET;
    }
    const inside = spans.filter(([from, to]) => from >= start && to <= end).map(([from, to]) => [from - start, to - start]);
    return [start ? "… " : "", ...marked(text.slice(start, end), inside), end < text.length ? " …" : ""];
  }

  function marked(text, spans) {
    const pieces = [];
    let done = 0;
    for (const [start, end] of spans) {
      if (start < done) continue;
      const hit = document.createElement("mark");
      hit.textContent = text.slice(start, end);
      pieces.push(text.slice(done, start), hit);
      done = end;
    }
    return [...pieces, text.slice(done)];
  }

  function make(name, content, attributes = {}) {
    const element = document.createElement(name);
    element.append(...[content].flat());
    Object.entries(attributes).forEach(([key, value]) => value && element.setAttribute(key, value));
    return element;
  }

  function counted(count, name) {
    const rule = new Intl.PluralRules(document.documentElement.lang).select(count);
    return form.dataset[rule === "one" ? `${name}One` : `${name}Many`].replace("{count}", count);
  }

  function update() {
    const query = words.value.trim();
    all(".portrait mark").forEach((hit) => {
      const parent = hit.parentNode;
      hit.replaceWith(...hit.childNodes);
      parent.normalize();
    });
    const hits = query ? search(query) : [];
    const regions = all(".portrait").filter((portrait) => hits.some((hit) => hit.region === portrait));
    // Those on the page are in the order of their names, but for the one beside the map.
    regions.sort((a, b) => Number(a.dataset.place) - Number(b.dataset.place));
    const codes = regions.map((region) => region.dataset.code);
    all(".map [data-code]").forEach((part) => {
      part.classList.toggle("dimmed", query !== "" && !codes.includes(part.dataset.code));
    });
    one("#found").replaceChildren(...regions.map((region) => listed(region, hits)));
    one("#clear").disabled = query === "";
    const found = regions.length ? outcome(hits, regions) : form.dataset.none.replace("{words}", query);
    say(query && found, true);
    if (query) one("#results-title").textContent = found;
    const terms = termsOf(query);
    hits.forEach((hit) => highlight(hit.element, terms));
    if (query && opened) {
      // What was found takes the place of the portrait, to which the back button returns.
      history.pushState(null, "", addressOf(asked().theme, null));
      show(false);
    }
    arrange();
  }

  function outcome(hits, regions) {
    const count = hits.filter((hit) => hit.group !== "region").length;
    const found = counted(regions.length, "regions");
    // A region may be found by its name alone.
    if (!count) return found;
    return form.dataset.outcome.replace("{passages}", counted(count, "passages")).replace("{regions}", found);
  }

  function listed(region, hits) {
    const shown = hits.filter((hit) => hit.region === region && hit.group !== "region");
    const passages = shown.map((hit) => {
      const part = hit.element.closest("[id]");
      const text = make("a", snippet(hit), { href: `#${part.id}`, lang: hit.element.getAttribute("lang") });
      return make("li", [make("span", hit.title, { class: "muted" }), " ", text]);
    });
    const name = make("h3", make("a", textOf(one("h2", region)), { href: `#${region.id}` }));
    return make("li", passages.length ? [name, make("ul", passages)] : [name]);
  }

  function highlight(element, terms) {
    const lines = all("p, dd, li", element);
    for (const line of lines.length ? lines : [element]) {
      const nodes = textNodes(line);
      const text = nodes.map((node) => node.data).join("");
      const found = placed(text);
      const spans = terms.flatMap((term) => find(term, found)).map((place) => place.span).sort((a, b) => a[0] - b[0]);
      let offset = 0;
      for (const node of nodes) {
        const own = spans.map(([start, end]) => [Math.max(0, start - offset), Math.min(node.length, end - offset)]);
        offset += node.length;
        const inside = own.filter(([start, end]) => start < end);
        if (inside.length) node.replaceWith(...marked(node.data, inside));
      }
    }
  }

  function textNodes(line) {
    const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
    const nodes = [];
    while (walker.nextNode()) nodes.push(walker.currentNode);
    return nodes.filter((node) => !node.parentNode.closest("mark"));
  }

  function clear() {
    words.value = "";
    update();
  }

  // ---- The table: a heading sorts its column; what is not given comes last in both directions.

  function makeSortable(table) {
    const { lang } = document.documentElement;
    const heads = all("thead th", table);
    heads.forEach((head, column) => {
      const button = make("button", [...head.childNodes], { type: "button" });
      head.append(button);
      button.addEventListener("click", () => {
        const isDown = head.getAttribute("aria-sort") === "ascending";
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", isDown ? "descending" : "ascending");
        const rows = all("tbody tr", table);
        const keys = new Map(rows.map((row) => [row, row.cells[column].dataset.key]));
        const isNumber = head.dataset.sort === "number";
        rows.sort((a, b) => {
          const [first, second] = [keys.get(a), keys.get(b)];
          if (first === undefined || second === undefined) return (first === undefined) - (second === undefined);
          const order = isNumber ? first - second : first.localeCompare(second, lang, { numeric: true });
          return isDown ? -order : order;
        });
        one("tbody", table).append(...rows);
      });
    });
  }

  // ---- Print: every portrait at its place, and nothing folded.

  function prepare() {
    all("details:not([open])").forEach((part) => {
      part.open = true;
      part.dataset.folded = "";
    });
    if (opened) place.replaceWith(opened);
  }

  function restore() {
    all("details[data-folded]").forEach((part) => {
      part.open = false;
      delete part.dataset.folded;
    });
    if (opened) {
      opened.replaceWith(place);
      aside.append(opened);
    }
  }

  document.documentElement.classList.add("scripted");
  form.hidden = false;
  all(".portrait").forEach((portrait, number) => { portrait.dataset.place = number; });
  all("table.sortable").forEach(makeSortable);
  document.addEventListener("click", follow);
  stage.addEventListener("keydown", walk);
  stage.addEventListener("focusin", (event) => {
    const region = event.target.closest("a.region");
    if (region) rove(region.closest("svg"), region);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const title = one("#results-title");
    title.tabIndex = -1;
    if (words.value.trim()) title.focus();
  });
  words.addEventListener("input", update);
  one("#clear").addEventListener("click", () => {
    clear();
    words.focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (words.value) clear();
    else if (opened) go(addressOf(asked().theme, null));
  });
  addEventListener("hashchange", () => show(true));
  addEventListener("beforeprint", prepare);
  addEventListener("afterprint", restore);
  // What a reload or the back button left in the field.
  if (words.value) update();
  show(location.hash.includes("region"));
})();
