// The report, one question at a time. All questions are on the page already; without this script they stand below
// one another and are sent the same way. Nothing typed leaves the page's memory until it is sent.
(() => {
  "use strict";
  const form = document.querySelector("form[data-report]");
  if (!form) return;
  const questions = [...form.querySelectorAll("[data-question]")];
  const bar = form.querySelector("[data-steps]");
  const back = form.querySelector("[data-back]");
  const trouble = form.querySelector("[data-trouble]");
  const last = questions.length - 1;
  let at = 0;

  const answered = (question) => {
    const first = question.querySelector("input[type=radio][required], input[type=text][required]");
    if (!first) return true;
    if (first.type === "radio") return Boolean(question.querySelector("input[type=radio]:checked"));
    return first.value.trim() !== "";
  };

  function complain(question) {
    const words = question.querySelector("[data-wanted]");
    words.hidden = false;
    question.querySelector(".govuk-form-group").classList.add("govuk-form-group--error");
    (question.querySelector("input") || words).focus();
  }

  function show(n, focus = true) {
    at = Math.max(0, Math.min(last, n));
    questions.forEach((question, i) => { question.hidden = i !== at; });
    bar.textContent = at === last ? "Check and send" : `Question ${at + 1} of ${last}`;
    back.hidden = at === 0;
    if (at === last) readBack();
    window.scrollTo(0, 0);
    if (focus) questions[at].querySelector("h1, h2, legend")?.focus({ preventScroll: true });
  }

  function next() {
    if (!answered(questions[at])) { complain(questions[at]); return; }
    show(at + 1);
  }

  // What somebody chose, in the words of the page.
  function spoken(question) {
    const parts = [];
    for (const input of question.querySelectorAll("input, textarea")) {
      if (input.closest("[hidden]") && input.closest("[hidden]") !== question) continue;
      if (input.type === "hidden") continue;
      if (input.type === "radio" || input.type === "checkbox") {
        if (input.checked) parts.push(form.querySelector(`label[for="${input.id}"]`).textContent.trim());
      } else if (input.value.trim()) {
        parts.push(input.type === "time" ? `at ${input.value}` : input.value.trim());
      }
    }
    return parts.join("; ");
  }

  function readBack() {
    for (const row of form.querySelectorAll("[data-read]")) {
      const question = document.getElementById(row.dataset.read);
      row.querySelector("dd").textContent = spoken(question) || "Not answered";
    }
    const where = form.querySelector("input[name=known]:checked")?.value;
    const worried = form.querySelector("input[name=worried]:checked")?.value;
    const category = where === "no" ? "missing" : worried === "no" ? "kept" : "away";
    for (const words of form.querySelectorAll("[data-category]")) words.hidden = words.dataset.category !== category;
  }

  // Parts of a question that only one answer asks for.
  function unfold() {
    for (const part of form.querySelectorAll("[data-if]")) {
      const [name, value] = part.dataset.if.split("=");
      part.hidden = form.querySelector(`input[name="${name}"]:checked`)?.value !== value;
    }
  }

  let sending = false;
  async function send() {
    if (sending) return;
    sending = true;
    const button = form.querySelector("[data-send]");
    button.textContent = "Sending …";
    trouble.hidden = true;
    let answer = null;
    try {
      answer = await fetch(form.action, {
        method: "POST", body: new FormData(form), credentials: "same-origin", headers: { "X-Waylight-Part": "1" },
        signal: AbortSignal.timeout(20_000),
      });
    } catch { /* said below, with what to do */ }
    sending = false;
    if (answer && answer.ok) {
      const said = await answer.json();
      window.location.replace(said.go);
      return;
    }
    button.textContent = "Send again";
    let words = "Not sent: there is no connection. What you typed is still here. Ring 101, or 999 if in immediate danger, and send again. It is filed once.";
    if (answer && answer.status === 422) words = (await answer.json()).refused;
    else if (answer) words = "Not sent: the service did not take it. What you typed is still here. Ring 101, or 999 if in immediate danger, and send again. It is filed once.";
    trouble.querySelector("p").textContent = words;
    trouble.hidden = false;
    trouble.focus();
  }

  form.addEventListener("click", (event) => {
    if (event.target.closest("[data-next]")) { event.preventDefault(); next(); }
    if (event.target.closest("[data-back]")) { event.preventDefault(); show(at - 1); }
    const change = event.target.closest("[data-change]");
    if (change) { event.preventDefault(); show(questions.findIndex((one) => one.id === change.dataset.change)); }
    // A tap on an answer that asks for nothing more moves on; by arrow keys one may look at each answer first.
    const choice = event.target.closest("input[type=radio][data-on]");
    if (choice && event.detail > 0) { unfold(); window.setTimeout(next, 150); }
  });
  form.addEventListener("change", unfold);
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("input") && at !== last) { event.preventDefault(); next(); }
  });
  form.addEventListener("submit", (event) => { event.preventDefault(); if (at === last) send(); else next(); });

  form.classList.add("wl-report--one");
  for (const one of form.querySelectorAll("[data-scripted]")) one.hidden = false;
  unfold();
  const faulty = questions.findIndex((question) => question.querySelector(".govuk-form-group--error"));
  // On a poor connection somebody may have begun before this script came: go on where they are.
  const begun = (question) => question.querySelector("[required]") ? answered(question) : [...question.querySelectorAll("input")].some((one) => (one.type === "radio" || one.type === "checkbox" ? one.checked : one.type !== "hidden" && one.value !== ""));
  const reached = questions.reduce((last, question, i) => (begun(question) ? i : last), 0);
  show(faulty >= 0 ? faulty : reached, faulty > 0 || reached > 0);
})();
