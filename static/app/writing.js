// The editor of a section: each figure becomes a button that puts it where the text is being written, and what is
// typed saves itself. Without this file the figures are copied by hand and the Save button does all.
const area = document.querySelector(".app-writing__text");

function pick(text) {
  const from = area.selectionStart ?? area.value.length;
  area.setRangeText(text, from, area.selectionEnd ?? from, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
  area.focus();
}

// What is typed under Find leaves only the figures that have all its words, without a new page.
function find(field) {
  const asked = field.value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const one of field.closest("aside").querySelectorAll(".app-picker > li")) {
    const said = one.textContent.toLowerCase();
    one.hidden = !asked.every((word) => said.includes(word));
  }
}

const QUIET = 3000; // after the last key
const LONGEST = 20000; // while somebody types on and on
const AGAIN = 10000; // where the service could not be reached
const MOST_ON_LEAVING = 60000; // of characters that browsers still send for a page that is gone

// Sends the form to its own address, with its key and version, while its author goes on typing. What is typed is never
// taken off the page: where it cannot be saved, that is said, and Save still does all.
function keepWriting(form, status) {
  const { key, version } = form.elements;
  let timer;
  let since = 0; // when what is not saved yet was first typed
  let busy = null; // the saving that is under way
  let sending = null; // what it sends
  let unsure = null; // sent, and perhaps arrived: sent again as it was, before anything newer
  let stopped = false;
  let leaving = false;
  let kept = typed();

  // What people type and tick, without the key and the version that go with it.
  function typed() {
    const data = new URLSearchParams(new FormData(form));
    ["key", "version", "csrfmiddlewaretoken"].forEach((name) => data.delete(name));
    return data.toString();
  }

  const differs = () => unsure !== null || typed() !== kept;

  function tell(text, isFault = false) {
    status.textContent = text;
    status.classList.toggle("app-autosave--not", isFault);
  }

  function soon(wait) {
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  }

  function save() {
    if (busy || stopped || !differs()) return busy;
    clearTimeout(timer);
    sending = unsure ?? { words: typed(), data: new URLSearchParams(new FormData(form)) };
    busy = send(sending).finally(() => { busy = sending = null; });
    return busy;
  }

  async function send({ words, data }) {
    let answer = null;
    let said = {};
    try {
      answer = await fetch(window.location.pathname, {
        method: "POST",
        body: data,
        headers: { Accept: "application/json" },
        redirect: "manual",
        keepalive: data.toString().length < MOST_ON_LEAVING,
      });
      said = await answer.json();
    } catch {
      // Not reached, or led to signing in, or refused in a page: the status tells.
    }
    if (answer?.ok && said.key) {
      key.value = said.key;
      version.value = said.version;
      kept = words;
      unsure = null;
      since = differs() ? Date.now() : 0;
      tell(`Saved at ${said.at}.`);
      if (since) soon(QUIET);
    } else if (answer && answer.status < 500) {
      // Refused: nothing was saved, and asking again would not help.
      stopped = true;
      unsure = null;
      tell(said.why ?? "Not saved. Press Save: you may have to sign in again, and what you typed is kept.", true);
    } else {
      unsure = { words, data };
      tell("Not saved yet: the service cannot be reached. It is tried again. Keep this page open.", true);
      soon(AGAIN);
    }
  }

  form.addEventListener("input", () => {
    if (stopped || !differs()) return;
    since ||= Date.now();
    if (!unsure) {
      tell("Not saved yet.");
      soon(Math.min(QUIET, Math.max(0, since + LONGEST - Date.now())));
    }
  });

  // Save waits for what is under way, so that it carries the key and the version that come of it.
  form.addEventListener("submit", async (event) => {
    clearTimeout(timer);
    if (!busy && !unsure) {
      leaving = true;
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    await busy;
    if (unsure) await save();
    if (unsure) return;
    clearTimeout(timer);
    form.requestSubmit();
  });

  window.addEventListener("pagehide", () => {
    if (!leaving) save();
  });
  window.addEventListener("beforeunload", (event) => {
    const outlives = !stopped && !unsure && typed().length < MOST_ON_LEAVING && (!busy || typed() === sending.words);
    if (!leaving && differs() && !outlives) event.preventDefault();
  });
  tell("What you type is saved as you go.");
}

if (area) {
  // On a phone the text comes first: the outline is folded away above it.
  const outline = document.querySelector(".app-editor__outline details");
  if (outline && !window.matchMedia("(min-width: 60rem)").matches) outline.open = false;
  const status = document.querySelector("[data-autosave]");
  if (status) keepWriting(area.form, status);
  const field = document.getElementById("find");
  if (field) {
    field.addEventListener("input", () => find(field));
    field.form.addEventListener("submit", (event) => event.preventDefault());
  }
  for (const one of document.querySelectorAll("[data-pick]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "app-picker__button";
    button.append(one.cloneNode(true));
    button.setAttribute("aria-label", `Put ${one.textContent} into the text`);
    button.addEventListener("click", () => pick(one.textContent));
    one.replaceWith(button);
  }
}
