"use strict";
(() => {
  const form = document.getElementById("sheet");
  const told = document.getElementById("told");
  const drafts = "autograde marking " + location.pathname;
  const cards = [...form.querySelectorAll("[data-answer]")];
  const points = (card) => card.querySelector("input[type=text]");
  const why = (card) => card.querySelector("textarea");

  const recall = () => {
    try { return JSON.parse(localStorage.getItem(drafts)) || {}; } catch { return {}; }
  };
  const name = (card) => card.dataset.answer + " " + card.dataset.criterion;
  const remember = () => {
    const kept = {};
    for (const card of cards) {
      if (points(card).value || why(card).value) kept[name(card)] = [points(card).value, why(card).value];
    }
    try { localStorage.setItem(drafts, JSON.stringify(kept)); } catch { /* a page opened from a file may not keep drafts */ }
    const done = cards.filter((card) => points(card).value.trim()).length;
    told.textContent = done + " of " + cards.length + " marked";
  };

  const cell = (text) => '"' + text.replaceAll('"', '""') + '"';
  const save = () => {
    const rows = [["answer", "criterion", "points", "why"]];
    for (const card of cards) {
      if (points(card).value.trim()) {
        rows.push([card.dataset.answer, card.dataset.criterion, points(card).value.trim(), why(card).value.trim()]);
      }
    }
    const link = document.createElement("a");
    const content = "\ufeff" + rows.map((row) => row.map(cell).join(",") + "\n").join("");
    link.href = URL.createObjectURL(new Blob([content], { type: "text/csv" }));
    link.download = "marking-" + form.dataset.subquestion + ".csv";
    link.click();
    URL.revokeObjectURL(link.href);
  };

  const kept = recall();
  for (const card of cards) {
    [points(card).value, why(card).value] = kept[name(card)] || ["", ""];
    points(card).addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault(); // Enter would save the file in the middle of marking
      const next = cards[cards.indexOf(card) + 1];
      if (next) points(next).focus();
    });
    for (const button of card.querySelectorAll("button[data-points]")) {
      button.addEventListener("click", () => { points(card).value = button.dataset.points; remember(); });
    }
  }
  form.addEventListener("input", remember);
  form.addEventListener("submit", (event) => { event.preventDefault(); save(); });
  for (const hidden of document.querySelectorAll("[data-scripted]")) hidden.hidden = false;
  remember();
})();
