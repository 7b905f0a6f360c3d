// Drop a file on the form; say at once when it is too large; watch an import without reloading.
"use strict";
(() => {
  const drop = document.getElementById("drop");
  if (drop) {
    const file = document.getElementById("file"), send = document.getElementById("send");
    const check = () => {
      const large = file.files.length > 0 && file.files[0].size > Number(drop.dataset.limit);
      document.getElementById("toolarge").hidden = !large;
      send.disabled = large;
    };
    file.addEventListener("change", check);
    for (const kind of ["dragover", "dragleave", "drop"]) {
      drop.addEventListener(kind, (event) => {
        event.preventDefault();
        drop.classList.toggle("over", kind === "dragover");
        if (kind === "drop" && event.dataTransfer.files.length) { file.files = event.dataTransfer.files; check(); }
      });
    }
    drop.addEventListener("submit", (event) => {
      if (drop.dataset.sent) { event.preventDefault(); return; }
      drop.dataset.sent = "1";
      send.textContent = send.dataset.busy;
    });
  }
  const watch = document.getElementById("watch");
  if (watch) {
    const source = new EventSource(watch.dataset.events);
    source.addEventListener("message", (event) => {
      const told = JSON.parse(event.data), progress = document.getElementById("progress");
      document.getElementById("line").textContent = told.line;
      progress.max = told.of;
      progress.value = told.at;
      if (["done", "failed", "asking"].includes(told.state)) { source.close(); location.reload(); }
    });
  }
})();
