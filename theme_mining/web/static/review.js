// Keys of the review: numbers and letters tick themes, Enter saves, s skips, u takes back, n names a new theme.
"use strict";
(() => {
  const form = document.getElementById("review");
  const press = (id) => { const at = document.getElementById(id); if (at) at.click(); };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const at = event.target;
    const writing = at instanceof HTMLInputElement && at.type === "text" || at instanceof HTMLTextAreaElement;
    if (writing) {
      if (event.key === "Escape") { at.value = ""; at.blur(); }
      return;
    }
    if (event.key === "u") { event.preventDefault(); press("undo"); return; }
    if (!form) return;
    const active = at instanceof HTMLButtonElement || at instanceof HTMLAnchorElement;
    if (event.key === "Enter" && !active) { event.preventDefault(); press("save"); return; }
    if (event.key === "s") { event.preventDefault(); press("skip"); return; }
    if (event.key === "n") { event.preventDefault(); document.getElementById("new").focus(); return; }
    if (event.key.length !== 1) return;
    const box = [...form.querySelectorAll("[data-key]")].find((input) => input.dataset.key === event.key.toLowerCase());
    if (box) { event.preventDefault(); box.checked = !box.checked; box.focus(); }
  });
  // One answer is sent once, however often a key is pressed.
  document.addEventListener("submit", (event) => {
    if (event.target.dataset.sent) { event.preventDefault(); return; }
    event.target.dataset.sent = "1";
  });
  window.addEventListener("pageshow", () => document.querySelectorAll("form").forEach((f) => delete f.dataset.sent));
})();
