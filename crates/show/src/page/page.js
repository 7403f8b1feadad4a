// Lights up what belongs together: the words of a report in the text and its entry in the account. The page is whole
// without this. Keys: "r3" report, "x1" assessment, "a2" actor, each within its document.
(() => {
  "use strict";
  const root = document.documentElement;
  const live = document.querySelector(".live");
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let pinned = null;
  let shown = [];

  const docOf = (node) => node.closest(".doc");
  const first = (list) => (list ? list.split(" ")[0] : "");

  /** What a mark or an entry stands for; a mark under several reports stands for the innermost. */
  function read(target) {
    const node = target instanceof Element && target.closest("[data-r], [data-x], [data-a]");
    if (!node || !docOf(node)) return null;
    const { r, x, a } = node.dataset;
    const relation = x && node.matches("a:not(.t), .entry");
    const key = relation ? "x" + first(x) : r ? "r" + first(r) : x ? "x" + first(x) : "a" + first(a);
    return { doc: docOf(node), key, node };
  }

  function all(found) {
    const attribute = "data-" + found.key[0];
    return [...found.doc.querySelectorAll(`[${attribute}~="${found.key.slice(1)}"]`)];
  }

  function light(found) {
    for (const node of shown) node.classList.remove("on");
    shown = found ? all(found) : [];
    for (const node of shown) node.classList.add("on");
    for (const doc of document.querySelectorAll("[data-lit]")) delete doc.dataset.lit;
    const entry = shown.find((node) => node.matches(".entry"));
    if (entry) found.doc.dataset.lit = entry.classList[1];
    return shown;
  }

  const isEntry = (node) => node.matches(".entry, .who");

  /** Brings a node into sight within the account's own scrolling, never moving the page. */
  function reveal(node) {
    const pane = node.closest(".account");
    if (!pane || getComputedStyle(pane).overflowY !== "auto") return;
    const box = node.getBoundingClientRect();
    const frame = pane.getBoundingClientRect();
    const gap = 12;
    let by = 0;
    if (box.top < frame.top + gap) by = box.top - frame.top - gap;
    else if (box.bottom > frame.bottom - gap) by = Math.min(box.bottom - frame.bottom + gap, box.top - frame.top - gap);
    if (by) pane.scrollBy({ top: by, behavior: calm.matches ? "auto" : "smooth" });
  }

  function visible(node) {
    const box = node.getBoundingClientRect();
    return box.top >= 0 && box.bottom <= innerHeight;
  }

  function show(found) {
    const nodes = light(found);
    if (!found || isEntry(found.node)) return;
    const entry = nodes.find(isEntry);
    if (entry) reveal(entry);
  }

  function pin(found) {
    for (const node of document.querySelectorAll("[aria-current]")) node.removeAttribute("aria-current");
    pinned = found;
    root.classList.toggle("pinned", Boolean(found));
    show(found);
    if (!found) return;
    const entry = shown.find(isEntry);
    if (!entry) return;
    entry.setAttribute("aria-current", "true");
    const name = entry.querySelector("h4, b");
    live.textContent = name ? name.textContent.replace(/\s+/g, " ").trim() : "";
    if (isEntry(found.node)) {
      const mark = shown.find((node) => node.matches(".t")) || shown.find((node) => !isEntry(node));
      if (mark && !visible(mark)) mark.scrollIntoView({ block: "center" });
    }
  }

  const same = (a, b) => a && b && a.doc === b.doc && a.key === b.key;

  document.addEventListener("pointerover", (event) => {
    if (pinned || event.pointerType === "touch") return;
    show(read(event.target));
  });
  document.addEventListener("focusin", (event) => {
    if (!pinned && event.target.matches(":focus-visible")) show(read(event.target));
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    const mark = link && link.matches(".t, .x") ? link : null;
    if ((link && !mark) || event.target.closest("summary") || String(getSelection())) return;
    const found = read(event.target);
    // Beside the text the account is in sight: no jump. Below it, the link leads there.
    if (mark && found) {
      const pane = found.doc.querySelector(".account");
      if (getComputedStyle(pane).overflowY === "auto") event.preventDefault();
    }
    pin(same(found, pinned) && !mark ? null : found);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !pinned) return;
    pin(null);
    live.textContent = "";
  });

  /** An address that ends in #d1r3 opens with that report lit. */
  function follow() {
    const node = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (node && node.matches(".entry")) pin(read(node));
  }
  addEventListener("hashchange", follow);

  root.classList.add("js");
  follow();
})();
