// Minutes typed in place: every paragraph keeps itself a moment after the last key, one request at a time.
// Where somebody else has changed it meanwhile, both texts are kept by the server and shown; nothing is lost.
(() => {
  const PAUSE = 1000;
  const LOOK = 5000;
  const forms = [...document.querySelectorAll("form[data-paragraph]")];
  if (!forms.length) return;

  const token = () => document.querySelector("[name=csrfmiddlewaretoken]").value;
  const keyOf = (form) =>
    `zhidu.minutes.${document.body.dataset.user || ""}.${form.action}.${form.elements.paragraph.value}`;
  const watched = new Map();

  function say(form, text, far = false) {
    form.querySelector("[data-state]").textContent = text;
    form.closest(".paragraph").classList.toggle("is-far", far);
  }

  function keepHere(form, text) {
    try {
      localStorage.setItem(keyOf(form), text);
    } catch {
      // nothing to be done: the server is tried all the same
    }
  }

  async function send(form) {
    const state = watched.get(form);
    if (state.busy) return;
    const text = form.elements.text.value;
    if (text === state.kept) return;
    state.busy = true;
    say(form, "正在存…");
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        headers: { Accept: "application/json", "X-CSRFToken": token() },
        body: new URLSearchParams({
          paragraph: form.elements.paragraph.value,
          version: form.elements.version.value,
          text,
        }),
        keepalive: text.length < 15000,
      });
      if (answer.redirected || !(answer.ok || answer.status === 409)) throw new Error(String(answer.status));
      const said = await answer.json();
      if (said.refused) {
        say(form, `没有存上：${said.refused}`, true);
        state.failed = true;
        return;
      }
      localStorage.removeItem(keyOf(form));
      form.elements.paragraph.value = said.paragraph;
      form.elements.version.value = said.version;
      state.kept = text;
      state.failed = false;
      say(form, `${said.saved} 已存`);
      if (said.html) show(form, said);
    } catch {
      keepHere(form, text);
      state.failed = true;
      say(form, "没有存上，网络断了；写的还在本机，连上就再存。", true);
    } finally {
      state.busy = false;
      if (!state.failed && form.elements.text.value !== state.kept) later(form);
    }
  }

  function show(form, said) {
    const box = form.closest(".paragraph").querySelector("[data-beside]");
    const made = document.createElement("div");
    made.innerHTML = said.html;
    box.append(...made.children);
    watched.get(form).apart = true;
    say(form, "这一段刚被别人改过，您写的另存了一稿。", true);
  }

  function later(form) {
    const state = watched.get(form);
    clearTimeout(state.timer);
    state.timer = setTimeout(() => send(form), PAUSE);
  }

  for (const form of forms) {
    const field = form.elements.text;
    // what was typed before this script was there counts as typed too
    watched.set(form, { kept: field.defaultValue, busy: false, failed: false, apart: false, timer: 0 });
    form.querySelector("[data-save]").hidden = true;
    field.addEventListener("input", () => {
      watched.get(form).failed = false;
      later(form);
    });
    field.addEventListener("blur", () => send(form));
    if (field.value !== field.defaultValue) later(form);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      send(form);
    });
    const left = localStorage.getItem(keyOf(form));
    if (left !== null && left !== field.value) {
      // typed while the network was away: as another text, so that what was written since is not lost either
      field.value = left;
      form.elements.version.value = 0;
      send(form);
    }
  }

  // What others wrote comes in where nobody is typing here.
  async function look() {
    if (document.hidden) return;
    for (const [form, state] of watched) if (state.failed) send(form);
    try {
      const answer = await fetch(forms[0].dataset.texts, { headers: { Accept: "application/json" } });
      if (!answer.ok || answer.redirected) return;
      const said = await answer.json();
      if (said.closed) {
        location.reload();
        return;
      }
      for (const [form, state] of watched) {
        const found = said.texts[form.elements.paragraph.value];
        const field = form.elements.text;
        const untouched = field.value === state.kept && !state.busy && document.activeElement !== field;
        if (!found || !untouched || state.apart || String(found[0]) === form.elements.version.value) continue;
        form.elements.version.value = found[0];
        field.value = state.kept = found[1];
        say(form, "别人刚写的");
      }
    } catch {
      // the next look will do
    }
  }
  setInterval(look, LOOK);

  addEventListener("pagehide", () => {
    for (const form of forms) send(form);
  });
})();
