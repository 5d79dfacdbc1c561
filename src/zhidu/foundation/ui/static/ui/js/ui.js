// Small improvements; every page works without them.
(() => {
  const STAY = 8000;

  function go(toast) {
    toast.classList.add("is-going");
    setTimeout(() => toast.remove(), 200);
  }

  // A notice leaves after 8 seconds, but waits while somebody points at it or stands in it.
  function wake(toast) {
    let timer;
    const start = () => { timer = setTimeout(() => go(toast), STAY); };
    const stop = () => clearTimeout(timer);
    const close = toast.querySelector("[data-toast-close]");
    if (close) {
      close.hidden = false;
      close.addEventListener("click", () => go(toast));
    }
    toast.addEventListener("mouseenter", stop);
    toast.addEventListener("focusin", stop);
    toast.addEventListener("mouseleave", start);
    toast.addEventListener("focusout", start);
    start();
  }

  document.querySelectorAll(".toasts [data-toast]").forEach(wake);

  function tell(text, kind = "success") {
    const box = document.querySelector(".toasts");
    if (!box || !text) return;
    const made = document.createElement("div");
    made.className = `toast toast-${kind}`;
    made.textContent = text;
    box.append(made);
    wake(made);
  }

  // An answer to htmx may carry a notice: HX-Trigger: {"toast": {"text": "…"}}.
  document.body.addEventListener("toast", (event) => tell(event.detail && event.detail.text));
  document.body.addEventListener("htmx:sendError", () => tell("没有送到，网络断了。草稿还在本机。", "error"));
  document.body.addEventListener("htmx:responseError", () => tell("没有办成，请过一会儿再试。", "error"));

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) window.print();
  });

  // Dialogs: the safe choice has the focus; where the name is asked for, the act waits for it.
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-open]");
    if (opener) {
      const dialog = document.getElementById(opener.dataset.open);
      if (dialog && dialog.showModal) {
        event.preventDefault();
        dialog.showModal();
        const safe = dialog.querySelector("[data-close]");
        if (safe) safe.focus();
      }
      return;
    }
    const closer = event.target.closest("[data-close]");
    if (closer) {
      const dialog = closer.closest("dialog");
      if (dialog && dialog.open && dialog.close) {
        event.preventDefault();
        dialog.close();
      }
    }
  });

  document.querySelectorAll("input[data-must-equal]").forEach((input) => {
    const act = input.form && input.form.querySelector("[data-guarded]");
    if (!act) return;
    const check = () => { act.disabled = input.value.trim() !== input.dataset.mustEqual; };
    input.addEventListener("input", check);
    check();
  });

  // A button that was pressed says so and keeps its width; a second press does nothing.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || form.hasAttribute("hx-post")) return;
    const button = event.submitter;
    if (!button || !button.dataset.busy) return;
    if (button.getAttribute("aria-busy") === "true") {
      event.preventDefault();
      return;
    }
    const word = button.querySelector("span") || button;
    button.dataset.word = word.textContent;
    button.setAttribute("width", button.offsetWidth);
    button.setAttribute("aria-busy", "true");
    word.textContent = button.dataset.busy;
  });

  // Going back shows the page as it was left: buttons are usable again.
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("button[aria-busy]").forEach((button) => {
      button.removeAttribute("aria-busy");
      const word = button.querySelector("span") || button;
      if (button.dataset.word) word.textContent = button.dataset.word;
    });
  });

  // A menu closes when somebody turns elsewhere.
  document.addEventListener("click", (event) => {
    document.querySelectorAll("details.menu[open]").forEach((menu) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    document.querySelectorAll("details.menu[open]").forEach((menu) => {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  });

  // After a refusal the summary of what to mend is read first.
  const faults = document.querySelector(".error-summary");
  if (faults) faults.focus();
})();
