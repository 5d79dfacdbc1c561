// Arrow keys in heat maps and trees. Links work without it: it only saves steps with the tab key.
(() => {
  function grid(table) {
    const rows = [...table.tBodies].flatMap((body) =>
      [...body.rows].map((row) => [...row.querySelectorAll("td > .heat-cell")]),
    );
    const cells = rows.flat().filter((cell) => cell.matches("a"));
    const now = table.querySelector("th.is-now");
    const box = table.closest(".table-box");
    if (now && box) box.scrollLeft = Math.max(0, now.offsetLeft + now.offsetWidth * 2 - box.clientWidth);
    if (!cells.length) return;
    let at = cells.find((cell) => cell.hasAttribute("aria-current")) || cells[0];
    cells.forEach((cell) => { cell.tabIndex = cell === at ? 0 : -1; });

    function stand(cell) {
      at.tabIndex = -1;
      at = cell;
      at.tabIndex = 0;
      at.focus();
    }

    function seek(row, column, down, right) {
      while (rows[row] && rows[row][column]) {
        if (rows[row][column].matches("a")) return rows[row][column];
        row += down;
        column += right;
      }
      return null;
    }

    table.addEventListener("keydown", (event) => {
      const cell = event.target.closest(".heat-cell");
      if (!cell) return;
      const row = rows.findIndex((one) => one.includes(cell));
      const column = rows[row].indexOf(cell);
      const moves = {
        ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1],
      };
      let next = null;
      if (event.key in moves) {
        const [down, right] = moves[event.key];
        next = seek(row + down, column + right, down, right);
      } else if (event.key === "Home") {
        next = seek(row, 0, 0, 1);
      } else if (event.key === "End") {
        next = seek(row, rows[row].length - 1, 0, -1);
      } else {
        return;
      }
      event.preventDefault();
      if (next) stand(next);
    });
    table.addEventListener("click", (event) => {
      const cell = event.target.closest("a.heat-cell");
      if (!cell) return;
      cells.forEach((one) => one.removeAttribute("aria-current"));
      cell.setAttribute("aria-current", "true");
    });
  }

  function tree(box) {
    const shown = () => [...box.querySelectorAll(".tree-row")].filter((row) => row.offsetParent !== null);
    const fold = (row) => row.parentElement.querySelector(":scope > details");
    const door = (row) => row.querySelector("a") || (fold(row) && fold(row).querySelector("summary"));
    box.addEventListener("keydown", (event) => {
      const item = event.target.closest("li");
      const row = item && item.querySelector(":scope > .tree-row");
      if (!row) return;
      const rows = shown();
      const place = rows.indexOf(row);
      const below = fold(row);
      let next = null;
      if (event.key === "ArrowDown") next = rows[place + 1];
      else if (event.key === "ArrowUp") next = rows[place - 1];
      else if (event.key === "Home") [next] = rows;
      else if (event.key === "End") next = rows[rows.length - 1];
      else if (event.key === "ArrowRight" && below) {
        if (below.open) next = rows[place + 1];
        else below.open = true;
      } else if (event.key === "ArrowLeft") {
        if (below && below.open) below.open = false;
        else {
          const above = item.parentElement.closest("li");
          if (above) next = above.querySelector(":scope > .tree-row");
        }
      } else return;
      event.preventDefault();
      if (next) {
        const target = door(next);
        if (target) target.focus();
      }
    });
  }

  // Calendars: one day stands in the order of the tab key, the arrows go on to the others.
  const daysOf = (table) => [...table.querySelectorAll("a.calendar-day")];

  function calendar(table) {
    const days = daysOf(table);
    const first = table.querySelector("td:not(.is-outside) a.calendar-day");
    const at = days.find((day) => day.hasAttribute("aria-current")) || first;
    days.forEach((day) => { day.tabIndex = day === at ? 0 : -1; });
  }

  document.addEventListener("keydown", (event) => {
    const day = event.target.closest && event.target.closest("[data-days] a.calendar-day");
    if (!day) return;
    const days = daysOf(day.closest("[data-days]"));
    const place = days.indexOf(day);
    const week = place - (place % 7);
    const steps = {
      ArrowUp: place - 7, ArrowDown: place + 7, ArrowLeft: place - 1, ArrowRight: place + 1,
      Home: week, End: week + 6,
    };
    if (!(event.key in steps)) return;
    event.preventDefault();
    const next = days[steps[event.key]];
    if (!next) return;
    day.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  });

  const calendars = () => document.querySelectorAll("[data-days]").forEach(calendar);
  calendars();
  document.body.addEventListener("htmx:afterSettle", calendars);
  // What was opened is read next; Escape goes back to the cell it belongs to.
  document.body.addEventListener("htmx:afterSettle", () => {
    wake();
    const panel = document.querySelector("#panel.is-open");
    if (panel && !panel.contains(document.activeElement)) panel.focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !event.target.closest("#panel")) return;
    const cell = document.querySelector('a.heat-cell[aria-current="true"]');
    if (cell) cell.focus();
  });

  // Also what is loaded later, such as a panel on the page of an organisation.
  function wake() {
    document.querySelectorAll("[data-grid]:not([data-awake])").forEach((table) => {
      table.dataset.awake = "";
      grid(table);
    });
    document.querySelectorAll("[data-tree]:not([data-awake])").forEach((box) => {
      box.dataset.awake = "";
      tree(box);
    });
  }

  wake();
})();
