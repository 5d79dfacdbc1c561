// Forms keep what was typed on this computer until it is stored, and say when.
(() => {
  const PREFIX = "zhidu.draft.";
  const SENT = "zhidu.sent";
  const SKIP = new Set(["password", "file", "hidden", "submit", "button"]);
  const who = document.body.dataset.user || "";
  const keyOf = (form) => `${PREFIX}${who}.${form.dataset.draft}`;

  function read(form) {
    const values = {};
    for (const field of form.elements) {
      if (!field.name || SKIP.has(field.type)) continue;
      const list = (values[field.name] = values[field.name] || []);
      if (field.type === "checkbox" || field.type === "radio") {
        if (field.checked) list.push(field.value);
      } else if (field.multiple) {
        for (const one of field.selectedOptions) list.push(one.value);
      } else {
        list.push(field.value);
      }
    }
    return values;
  }

  function write(form, values) {
    const taken = {};
    for (const field of form.elements) {
      if (!field.name || SKIP.has(field.type) || !(field.name in values)) continue;
      const list = values[field.name];
      if (field.type === "checkbox" || field.type === "radio") {
        field.checked = list.includes(field.value);
      } else if (field.multiple) {
        for (const one of field.options) one.selected = list.includes(one.value);
      } else {
        const place = taken[field.name] || 0;
        taken[field.name] = place + 1;
        if (place < list.length) field.value = list[place];
      }
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }

  function clock(moment) {
    const two = (number) => String(number).padStart(2, "0");
    const time = `${two(moment.getHours())}:${two(moment.getMinutes())}`;
    const same = moment.toDateString() === new Date().toDateString();
    return same ? time : `${moment.getMonth() + 1}月${moment.getDate()}日 ${time}`;
  }

  function say(form, text, ...buttons) {
    const note = form.querySelector("[data-draft-note]");
    if (!note) return;
    note.hidden = false;
    note.replaceChildren(text, ...buttons);
  }

  function button(word, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "button button-small";
    made.textContent = word;
    made.addEventListener("click", act);
    return made;
  }

  function get(key) {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null;
    }
  }

  function watch(form) {
    const key = keyOf(form);
    const kept = get(key);
    if (kept && !form.hasAttribute("data-bound") && JSON.stringify(kept.values) !== JSON.stringify(read(form))) {
      say(
        form,
        `${clock(new Date(kept.at))} 填过一半，还在本机。`,
        button("恢复草稿", () => {
          write(form, kept.values);
          say(form, "草稿已恢复。");
        }),
        button("不要了", () => {
          localStorage.removeItem(key);
          say(form, "草稿已清掉。");
        }),
      );
    }
    form.addEventListener("input", () => {
      const at = new Date();
      try {
        localStorage.setItem(key, JSON.stringify({ at: at.toISOString(), values: read(form) }));
        say(form, `草稿存在本机，${clock(at)}。`);
      } catch {
        say(form, "本机存不下草稿，请尽快登记。");
      }
    });
    form.addEventListener("submit", () => sessionStorage.setItem(SENT, key));
  }

  // What was sent and did not come back to be mended is stored: its draft goes.
  const sent = sessionStorage.getItem(SENT);
  const forms = [...document.querySelectorAll("form[data-draft]")];
  if (sent) {
    const again = forms.some((form) => keyOf(form) === sent && form.hasAttribute("data-bound"));
    if (!again && !document.querySelector("[data-failed]")) localStorage.removeItem(sent);
    sessionStorage.removeItem(SENT);
  }
  forms.forEach(watch);

  // Whoever signs out leaves no draft on a shared computer.
  document.querySelectorAll("form[data-leave]").forEach((form) => {
    form.addEventListener("submit", () => {
      for (const key of Object.keys(localStorage)) {
        if (key.startsWith(PREFIX)) localStorage.removeItem(key);
      }
    });
  });
})();
