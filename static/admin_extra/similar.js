/* While a record is entered: asks who plans or did the same, and what may be the same record, and shows it at the head
   of the form. A moment after the last change, once for the same values; what fails is left as it was. */
"use strict";
{
  const WAIT = 700;
  const box = document.getElementById("similar");
  const form = box && box.closest("form");
  let timer = 0;
  let asked = "";
  let under_way = null;

  const kept = (element) => {
    const row = element.closest(".inline-related");
    const gone = row && row.querySelector("input[name$='-DELETE']");
    return !element.name.includes("__prefix__") && !(gone && gone.checked);
  };
  const values = (selector) => [...form.querySelectorAll(selector)].filter(kept).flatMap(
    (element) => (element.selectedOptions ? [...element.selectedOptions].map((option) => option.value) : [element.value])
  ).map((value) => value.trim()).filter(Boolean);

  function query() {
    const made = new URLSearchParams({ kind: box.dataset.kind });
    const add = (name, found) => found.forEach((value) => made.append(name, value));
    add("known", [box.dataset.own || "", ...values("#id_related")].filter(Boolean));
    add("title", values("textarea[name^='texts-'][name$='-title']"));
    add("party", values("select[name^='involvements-'][name$='-party']"));
    add("subject", values("#id_subjects"));
    for (const name of ["starts", "ends", "venue"]) { add(name, values(`#id_${name}`).slice(0, 1)); }
    return made;
  }

  async function ask() {
    const typed = query();
    const address = `${box.dataset.address}?${typed}`;
    if (address === asked || !(typed.has("title") || (typed.has("party") && typed.has("subject")))) { return; }
    asked = address;
    if (under_way) { under_way.abort(); }
    under_way = new AbortController();
    try {
      const answer = await fetch(address, { signal: under_way.signal, headers: { Accept: "application/json" } });
      if (!answer.ok || answer.redirected) { return; }
      const { html } = await answer.json();
      // The same said again would be read out again.
      if (html !== box.innerHTML.trim()) { box.innerHTML = html; }
    } catch { /* overtaken by the next one, or no connection: what was typed matters more */ }
  }

  const soon = () => { window.clearTimeout(timer); timer = window.setTimeout(ask, WAIT); };

  if (form) {
    form.addEventListener("input", soon);
    form.addEventListener("change", soon);
    // What select2 chooses is told to jQuery alone.
    window.addEventListener("load", () => { if (window.django && window.django.jQuery) { window.django.jQuery(form).on("change", "select", soon); } });
  }
}
