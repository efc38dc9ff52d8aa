/* Beside the times that the page tells stands that of the reader's own device; the page says all of it without. */
const times = document.querySelector(".times[data-starts]");
const own = times && times.querySelector("[data-own]");
if (own && window.Intl && Intl.DateTimeFormat) {
  const page = document.documentElement.lang;
  const language = { ar: "ar-u-nu-latn", en: "en-GB" }[page] || page;
  const day = new Intl.DateTimeFormat(language, { year: "numeric", month: "long", day: "numeric" });
  const clock = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const starts = new Date(times.dataset.starts);
  const ends = times.dataset.ends && new Date(times.dataset.ends);
  const comma = times.dataset.comma;
  let told = clock.format(starts);
  if (ends) told += day.format(ends) === day.format(starts) ? `–${clock.format(ends)}` : ` – ${day.format(ends)}${comma}${clock.format(ends)}`;
  own.querySelector("time").textContent = `${day.format(starts)}${comma}\u2068${told}\u2069`;
  own.querySelector("time").dateTime = times.dataset.starts;
  own.querySelector("small").textContent = clock.resolvedOptions().timeZone || "";
  own.hidden = false;
}
