"use strict";
// Sorts and filters the roster; what is shown stands in the address: #find=...&needs=...&sort=-earned.
(() => {
  const table = document.getElementById("students");
  const body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells];
  const find = document.getElementById("find");
  const need = document.getElementById("need");
  let read; // the rows are read when they are first asked for: opening the page costs nothing
  const entries = () =>
    (read ??= [...body.rows].map((row, order) => ({
      row,
      order,
      text: row.textContent.toLowerCase(),
      needs: [...row.querySelectorAll("[data-need]")].map((tag) => tag.dataset.need),
    })));
  const vulgar = { "½": 1 / 2, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 1 / 4, "¾": 3 / 4, "⅕": 0.2, "⅖": 0.4, "⅗": 0.6, "⅘": 0.8, "⅙": 1 / 6, "⅚": 5 / 6, "⅛": 0.125, "⅜": 0.375, "⅝": 0.625, "⅞": 0.875 };
  const points = (text) =>
    text.split(" ").reduce((sum, word) => {
      const sign = vulgar[word.slice(-1)] ?? 0;
      const [above, below] = (sign ? word.slice(0, -1) : word).split("/");
      return sum + (Number(above) || 0) / (Number(below) || 1) + sign;
    }, 0);
  const keys = {
    earned: points, awaiting: points, shared: points,
    needs: (text) => text.trim() || "\uffff",
    name: (text) => text, sid: (text) => text,
  };
  let sort = "";
  let arranged = ""; // the order in which the rows stand

  const compare = new Intl.Collator(undefined, { numeric: true }).compare;
  const sorted = () => {
    const name = sort.replace("-", "");
    const column = heads.findIndex((head) => head.dataset.sort === name);
    if (column < 0) return [...entries()].sort((one, other) => one.order - other.order);
    const way = sort.startsWith("-") ? -1 : 1;
    return entries()
      .map((entry) => [keys[name](entry.row.cells[column].textContent), entry])
      .sort(([one, first], [other, second]) =>
        way * (typeof one === "number" ? one - other : compare(one, other)) || first.order - second.order)
      .map(([, entry]) => entry);
  };
  const say = (shown) => {
    document.getElementById("shown").textContent = `${shown} of ${body.rows.length} shown`;
  };
  const show = () => {
    const wanted = find.value.trim().toLowerCase();
    let shown = 0;
    for (const { row, text, needs } of entries()) {
      row.hidden = !text.includes(wanted) || (need.value !== "" && !needs.includes(need.value));
      shown += row.hidden ? 0 : 1;
    }
    if (sort !== arranged) {
      const parts = document.createDocumentFragment();
      parts.append(...sorted().map((entry) => entry.row));
      body.append(parts);
      arranged = sort;
    }
    say(shown);
    for (const head of heads) {
      const on = head.dataset.sort === sort.replace("-", "");
      if (on) head.setAttribute("aria-sort", sort.startsWith("-") ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    }
  };
  const remember = () => {
    const state = new URLSearchParams();
    if (find.value) state.set("find", find.value);
    if (need.value) state.set("needs", need.value);
    if (sort) state.set("sort", sort);
    history.replaceState(null, "", `#${state.size ? state : "roster"}`);
    show();
  };
  const recall = () => {
    const state = new URLSearchParams(location.hash.slice(1));
    const ours = ["find", "needs", "sort"].some((key) => state.has(key));
    if (ours) {
      find.value = state.get("find") ?? "";
      need.value = state.get("needs") ?? "";
      sort = state.get("sort") ?? "";
      show();
      document.getElementById("roster").scrollIntoView();
    }
    return ours;
  };

  for (const head of heads) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    const [name, down] = [head.dataset.sort, `-${head.dataset.sort}`];
    const first = ["earned", "awaiting", "shared"].includes(name) ? down : name;
    button.addEventListener("click", () => {
      sort = sort === first ? (first === name ? down : name) : first;
      remember();
    });
  }
  find.addEventListener("input", remember);
  need.addEventListener("change", remember);
  addEventListener("hashchange", recall);
  document.documentElement.classList.add("scripted");
  if (!recall()) say(body.rows.length);
})();
