// Starts GOV.UK Frontend's components and the few things of our own that every page has.
import { initAll } from "./govuk-frontend.min.js";

document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) document.body.classList.add("govuk-frontend-supported");
initAll();

// Leaves at once, signs out behind itself, and leaves no way back to this page on a shared computer.
const exit = document.querySelector("[data-exit]");
exit.addEventListener("click", (event) => {
  event.preventDefault();
  document.body.hidden = true;
  const out = document.querySelector("form[data-sign-out]");
  if (out) fetch(out.action, { method: "POST", body: new FormData(out), keepalive: true, redirect: "manual" });
  window.location.replace(exit.href);
});

// A form with files says that it is being sent, and is sent once.
for (const form of document.querySelectorAll("form[data-once]")) {
  form.addEventListener("submit", () => {
    const button = form.querySelector("button[type=submit]");
    button.textContent = "Uploading …";
    button.setAttribute("aria-disabled", "true");
  });
}
