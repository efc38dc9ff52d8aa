/* Gives what select2 makes a name: its boxes stand in place of a <select>, whose label they would lose.
   And two helps in forms: the way from a complaint to its field, and a day that there is not. */
"use strict";
{
  const label = (select) => (select && select.labels && select.labels.length ? select.labels[0].textContent.replace(/[:\s]+$/u, "").trim() : "");
  const set = (element, name) => { if (element && name && element.getAttribute("aria-label") !== name) { element.setAttribute("aria-label", name); } };

  function nameBox(container) {
    const select = container.previousElementSibling;
    const name = label(select);
    const box = container.querySelector(".select2-selection");
    if (!box || !name) { return; }
    const shown = box.querySelector(".select2-selection__rendered");
    if (shown) {
      // A plain text inside the box: its own role would need a name of its own.
      shown.removeAttribute("role");
      shown.removeAttribute("aria-readonly");
    }
    // A list has items and nothing else: the cross that empties it stands before it.
    const cross = box.querySelector("ul > .select2-selection__clear");
    if (cross) { box.insertBefore(cross, shown); }
    const chosen = box.classList.contains("select2-selection--single") && shown ? shown.textContent.replace("×", "").trim() : "";
    box.removeAttribute("aria-labelledby");
    set(box, chosen ? `${name}: ${chosen}` : name);
    set(box.querySelector(".select2-search__field"), name);
    const list = box.getAttribute("aria-owns");
    if (list) { box.setAttribute("aria-controls", list); } else { box.removeAttribute("aria-controls"); }
  }

  function nameAll() {
    document.querySelectorAll("select + .select2-container").forEach(nameBox);
    const open = document.querySelector(".select2-container--open .select2-selection");
    const name = open ? open.getAttribute("aria-label") : "";
    document.querySelectorAll(".select2-dropdown .select2-search__field, .select2-results__options[role]").forEach((element) => set(element, name));
  }

  // The way from a complaint leads to a box of select2 where one stands for the field.
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".complaints a");
    const field = link && document.getElementById(link.hash.slice(1));
    const box = field && field.nextElementSibling && field.nextElementSibling.querySelector(".select2-selection");
    if (box) { event.preventDefault(); box.scrollIntoView({ block: "center" }); box.focus(); }
  });

  // Browsers send a day that there is not, such as 31 February, as nothing at all: it is told before.
  document.addEventListener("submit", (event) => {
    const wrong = [...event.target.querySelectorAll("input[type=date]")].find((field) => field.validity.badInput);
    if (!wrong) { return; }
    event.preventDefault();
    for (let around = wrong.closest("details"); around; around = around.parentElement.closest("details")) { around.open = true; }
    wrong.reportValidity();
  }, true);

  let waiting = false;
  new MutationObserver(() => {
    if (!waiting) {
      waiting = true;
      window.requestAnimationFrame(() => { waiting = false; nameAll(); });
    }
  }).observe(document.documentElement, { childList: true, subtree: true, attributeFilter: ["aria-expanded"] });
  window.addEventListener("load", nameAll);
}
