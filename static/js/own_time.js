/* Beside the times that the page tells stands that of the reader's own device; the page says all of it without. */
const times = document.querySelector(".times[data-starts]");
const own = times && times.querySelector("[data-own]");
if (own && window.Intl && Intl.DateTimeFormat) {
  const language = document.documentElement.lang;
  const told = new Intl.DateTimeFormat(language === "ar" ? "ar-u-nu-latn" : language === "en" ? "en-GB" : language, {
    year: "numeric", month: "long", day: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
  });
  const starts = new Date(times.dataset.starts);
  const ends = times.dataset.ends && new Date(times.dataset.ends);
  own.querySelector("time").textContent = ends && told.formatRange ? told.formatRange(starts, ends) : told.format(starts);
  own.querySelector("time").dateTime = times.dataset.starts;
  own.querySelector("small").textContent = told.resolvedOptions().timeZone || "";
  own.hidden = false;
}
