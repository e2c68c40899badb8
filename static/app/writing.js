// Picking in the editor of a section: each figure becomes a button that puts it where the text is being written.
const area = document.querySelector(".app-writing__text");

function pick(text) {
  const from = area.selectionStart ?? area.value.length;
  area.setRangeText(text, from, area.selectionEnd ?? from, "end");
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

if (area) {
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
