/* Copying a question, and opening every fold for print. The page reads whole without it. */
(function () {
  "use strict";
  var copied = document.getElementById("copied").textContent;

  function fallback(text) {
    var area = document.createElement("textarea");
    area.value = text;
    document.body.appendChild(area);
    area.select();
    try { document.execCommand("copy"); } catch (e) { /* the text stays selected */ }
    area.remove();
  }

  function copy(button) {
    var text = button.parentNode.querySelector("p").textContent;
    var said = button.textContent;
    function done() {
      button.textContent = copied;
      setTimeout(function () { button.textContent = said; }, 1600);
    }
    if (navigator.clipboard && navigator.clipboard.writeText) {
      navigator.clipboard.writeText(text).then(done, function () { fallback(text); done(); });
    } else {
      fallback(text);
      done();
    }
  }

  document.querySelectorAll("button.copy").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () { copy(button); });
  });

  document.querySelectorAll(".box").forEach(function (box) {
    try { box.contentEditable = "plaintext-only"; } catch (e) { /* as it was */ }
  });

  var opened = [];
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll("details:not([open])").forEach(function (fold) {
      fold.open = true;
      opened.push(fold);
    });
  });
  window.addEventListener("afterprint", function () {
    opened.forEach(function (fold) { fold.open = false; });
    opened = [];
  });

  function follow() {
    var target = location.hash && document.getElementById(location.hash.slice(1));
    var fold = target && target.querySelector("details.dossier");
    if (fold) { fold.open = true; }
  }
  window.addEventListener("hashchange", follow);
  follow();
})();
