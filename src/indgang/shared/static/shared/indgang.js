/* Comfort only: every page works without this file. */
"use strict";

(function () {
  function start(scope) {
    if (window.DKFDS) {
      window.DKFDS.init({ scope: scope });
    }
  }

  /* A form with data-once shows that it is being sent, and a second press does nothing.
     The server is what makes sure that nothing happens twice. */
  document.addEventListener("submit", function (event) {
    const form = event.target;
    if (!form.matches("form[data-once]") || event.defaultPrevented) {
      return;
    }
    if (form.getAttribute("aria-busy") === "true") {
      event.preventDefault();
      return;
    }
    form.setAttribute("aria-busy", "true");
  });

  /* A page that comes back from the browser's memory can be sent again. */
  window.addEventListener("pageshow", function () {
    document.querySelectorAll("form[aria-busy]").forEach(function (form) {
      form.removeAttribute("aria-busy");
    });
  });

  document.addEventListener("click", function (event) {
    if (event.target.closest("[data-print]")) {
      window.print();
    }
  });

  document.addEventListener("htmx:afterRequest", function (event) {
    const form = event.target.closest("form[aria-busy]");
    if (form) {
      form.removeAttribute("aria-busy");
    }
  });

  document.addEventListener("htmx:load", function (event) {
    if (event.detail.elt !== document.body) {
      start(event.detail.elt);
    }
  });

  document.querySelectorAll("[data-print]").forEach(function (button) {
    button.hidden = false;
  });
  start(document);
})();
