/* Comfort only: pointing at a unit, or reaching it by keyboard, shows where its lines lead.
   The same is said in words on each unit, with and without this file. */
"use strict";

(function () {
  const trees = document.querySelector("[data-om-trees]");
  if (!trees) {
    return;
  }
  const rows = Array.from(trees.querySelectorAll("[data-om-key]"));
  const lines = Array.from(trees.querySelectorAll("path"));

  function light(row) {
    trees.classList.toggle("om-choosing", Boolean(row && row.dataset.omNear));
    const key = row ? row.dataset.omKey : "";
    const side = row ? row.dataset.omSide : "";
    const near = row ? row.dataset.omNear.split(" ") : [];
    rows.forEach(function (other) {
      const joined = other.dataset.omSide !== side && near.includes(other.dataset.omKey);
      other.classList.toggle("om-lit", Boolean(row) && (other === row || joined) && Boolean(row.dataset.omNear));
    });
    lines.forEach(function (line) {
      const end = side === "left" ? line.dataset.omFrom : line.dataset.omTo;
      line.classList.toggle("om-lit", Boolean(row) && end === key);
    });
  }

  rows.forEach(function (row) {
    row.addEventListener("mouseenter", function () { light(row); });
    row.addEventListener("focusin", function () { light(row); });
  });
  trees.addEventListener("mouseleave", function () { light(null); });
  trees.addEventListener("focusout", function (event) {
    if (!trees.contains(event.relatedTarget)) {
      light(null);
    }
  });
})();
