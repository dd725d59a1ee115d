/* The slider over the days on which something changes. Comfort only: the form and the links
   beside it do the same without this file. */
"use strict";

(function () {
  const form = document.querySelector("form[data-day-form]");
  const part = document.getElementById("st-day");
  if (!form || !part || !window.fetch || !window.URL) {
    return;
  }
  const status = document.getElementById("st-day-status");
  const box = form.querySelector("[data-slider]");
  const slider = box.querySelector("input[type=range]");
  const days = Array.from(box.querySelectorAll("option"), function (option) {
    return { day: option.dataset.day, name: option.label };
  });
  const fields = { dag: form.elements.dag, siden: form.elements.siden };
  let waiting = 0;
  let running = null;

  function sayDay() {
    const one = days[Number(slider.value)];
    if (one) {
      slider.setAttribute("aria-valuetext", one.name);
    }
  }

  /* The slider stands at the last change on or before the day that is shown. */
  function placeSlider(day) {
    let position = 0;
    days.forEach(function (one, number) {
      if (one.day <= day) {
        position = number;
      }
    });
    slider.value = String(position);
    sayDay();
  }

  function query() {
    const asked = new URLSearchParams();
    Object.keys(fields).forEach(function (name) {
      if (fields[name].value) {
        asked.set(name, fields[name].value);
      }
    });
    return asked;
  }

  function show(asked, remember) {
    if (running) {
      running.abort();
    }
    running = new AbortController();
    part.setAttribute("aria-busy", "true");
    fetch(form.dataset.fragment + "?" + asked, {
      signal: running.signal,
      credentials: "same-origin",
    })
      .then(function (answer) {
        if (!answer.ok || answer.redirected) {
          throw new Error(String(answer.status));
        }
        return answer.text();
      })
      .then(function (text) {
        part.innerHTML = text;
        part.removeAttribute("aria-busy");
        const shown = part.querySelector("[data-status]");
        status.textContent = shown ? shown.dataset.status : "";
        if (shown) {
          fields.dag.value = shown.dataset.day;
          fields.siden.value = shown.dataset.since;
          placeSlider(shown.dataset.day);
        }
        if (remember) {
          history.pushState(null, "", "?" + asked);
        }
      })
      .catch(function (problem) {
        if (problem.name !== "AbortError") {
          window.location.search = "?" + asked; /* the whole page says what is wrong */
        }
      });
  }

  function soon(milliseconds) {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(function () {
      show(query(), true);
    }, milliseconds);
  }

  slider.addEventListener("input", function () {
    const one = days[Number(slider.value)];
    if (one) {
      fields.dag.value = one.day;
      sayDay();
      soon(120);
    }
  });

  Object.keys(fields).forEach(function (name) {
    fields[name].addEventListener("change", function () {
      const day = fields[name].value;
      if (day === "" || day >= "1900") { /* a year that is still being typed */
        soon(400);
      }
    });
  });

  form.addEventListener("submit", function (event) {
    event.preventDefault();
    soon(0);
  });

  part.addEventListener("click", function (event) {
    const link = event.target.closest("a[data-day-link]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) {
      return;
    }
    event.preventDefault();
    const step = link.dataset.dayLink;
    show(new URLSearchParams(new URL(link.href).search), true);
    /* The link is replaced by a new one; the focus must not fall to the top of the page. */
    part.tabIndex = -1;
    part.focus({ preventScroll: true });
    part.dataset.came = step;
  });

  window.addEventListener("popstate", function () {
    const asked = new URLSearchParams(window.location.search);
    fields.siden.value = asked.get("siden") || "";
    show(asked, false);
  });

  box.hidden = days.length < 2;
  sayDay();
})();
