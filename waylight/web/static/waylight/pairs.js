// The queue by keyboard: the next pairs are fetched before they are asked for, a verdict is sent in the
// background, and nothing is lost where the connection is. Without this script the buttons do the same.
(() => {
  "use strict";
  const place = document.getElementById("pair");
  const spoken = document.getElementById("said");
  const keys = document.getElementById("keys");
  // Single keys can be turned off, for those whose speech or hand presses them unmeant.
  const choice = document.getElementById("keys-on");
  const useKeys = (on) => { choice.checked = on; document.body.classList.toggle("wl-no-keys", !on); };
  useKeys(localStorage.getItem("waylight-keys") !== "off");
  choice.addEventListener("change", () => {
    localStorage.setItem("waylight-keys", choice.checked ? "on" : "off");
    useKeys(choice.checked);
  });
  const AHEAD = 3;
  const PATIENCE = 15_000; // milliseconds that a pair is waited for before the browser is sent to it instead
  const pages = new Map(); // address -> promise of the pair's HTML
  const behind = new Map(); // the same of pairs just looked at, until something is decided
  const BEHIND = 10;
  const waiting = []; // verdicts not yet acknowledged, oldest first
  let sending = false;

  const pair = () => place.querySelector(".wl-pair");
  const say = (words) => { spoken.textContent = words; };

  function fetched(address) {
    if (!pages.has(address)) {
      const page = fetch(address, { headers: { "X-Waylight-Part": "1" }, credentials: "same-origin", signal: AbortSignal.timeout(PATIENCE) }).then((answer) => {
        if (!answer.ok || answer.redirected) throw new Error("not shown");
        return answer.text();
      });
      page.catch(() => pages.delete(address));
      pages.set(address, page);
    }
    return pages.get(address);
  }

  async function ahead(address, steps) {
    if (!address || !steps || behind.has(address)) return;
    try {
      const found = new DOMParser().parseFromString(await fetched(address), "text/html").querySelector(".wl-pair");
      ahead(found.dataset.onward, steps - 1);
    } catch { /* shown when it is asked for */ }
  }

  async function show(address, words) {
    let html;
    try {
      html = behind.get(address) ?? await fetched(address);
    } catch {
      // A verdict that is not sent yet would be lost with the page: stay until it is.
      if (!waiting.length) window.location.assign(address);
      return;
    }
    place.innerHTML = html;
    pages.delete(address);
    behind.delete(address);
    behind.set(address, html);
    if (behind.size > BEHIND) behind.delete(behind.keys().next().value);
    history.replaceState(null, "", address);
    const where = `Pair ${pair().dataset.at} of ${pair().dataset.total}`;
    document.title = `${where} – Waylight`;
    unfold();
    window.scrollTo(0, 0);
    pair().querySelector("h1").focus({ preventScroll: true });
    say(words ? `${words}. ${where}` : where);
    if (lastTally) tally(lastTally);
    ready();
  }

  // What one has unfolded stays unfolded on the next pair. Where there is room, both records are open from the start.
  const unfolded = new Map();
  const wide = window.matchMedia("(min-width: 1100px)").matches;
  function unfold() {
    for (const fold of place.querySelectorAll("details[data-keep]")) {
      fold.open = unfolded.get(fold.dataset.keep) ?? (wide && "wide" in fold.dataset);
    }
  }
  place.addEventListener("toggle", (event) => {
    if (event.target.dataset.keep) unfolded.set(event.target.dataset.keep, event.target.open);
  }, true);

  // The next pair that waits for a decision, and those after it; and the one beside it, should one only look.
  function ready() {
    const { next, onward } = pair().dataset;
    ahead(onward, AHEAD);
    if (next !== onward) ahead(next, 1);
  }
  const at = (here, n) => here.replace(/\d+\/(?=\?|$)/, `${n}/`);

  let lastTally = null;
  function tally(said) {
    lastTally = said;
    const words = place.querySelector("[data-tally]");
    const bar = place.querySelector(".wl-bar");
    if (words) words.textContent = `${said.decided.toLocaleString("en-GB")} of ${said.total.toLocaleString("en-GB")} decided`;
    if (bar) bar.value = said.decided;
  }

  // One after the other, in the order they were decided; each carries its own id, so a repeat is one fact.
  async function send() {
    if (sending) return;
    sending = true;
    while (waiting.length) {
      const { address, body, refused, here } = waiting[0];
      let answer;
      try {
        answer = await fetch(address, { method: "POST", body, headers: { "X-Waylight-Part": "1" }, credentials: "same-origin" });
      } catch {
        sending = false;
        trouble(`Not sent: the connection is lost. ${waiting.length} kept here; keep this page open.`, true);
        return;
      }
      if (answer.status >= 500 || answer.redirected || answer.status === 403) {
        sending = false;
        trouble(`Not sent: the service did not take it. ${waiting.length} kept here.`, true);
        return;
      }
      waiting.shift();
      const said = await answer.json();
      if (answer.ok) { tally(said); clear(); } else { trouble(said.refused, false, here); }
      if (refused) refused(answer.ok, said);
    }
    sending = false;
  }

  // `about`: the address of the pair that it is about, where that is not the one on the page any more.
  function trouble(words, again, about) {
    clear();
    const box = document.createElement("div");
    box.className = "wl-toast";
    box.setAttribute("role", "alert");
    const line = document.createElement("p");
    line.textContent = words;
    box.append(line);
    if (again) {
      const button = document.createElement("button");
      button.className = "govuk-button";
      button.textContent = "Send again";
      button.addEventListener("click", send);
      box.append(button);
    }
    if (about) {
      const link = document.createElement("a");
      link.className = "govuk-link";
      link.href = about;
      link.textContent = "Show that pair";
      link.addEventListener("click", (event) => { event.preventDefault(); clear(); show(about); });
      box.append(link);
    }
    document.body.append(box);
  }
  function clear() { document.querySelector(".wl-toast")?.remove(); }

  function decide(verdict) {
    const form = place.querySelector("form[data-decide]");
    if (!form) return;
    const body = new FormData(form);
    body.set("verdict", verdict);
    const { here, onward: next, queue } = pair().dataset;
    waiting.push({ address: form.action, body, here });
    pages.delete(here);
    behind.clear();
    const words = { yes: "Decided yes", no: "Decided no", unsure: "Decided not sure" }[verdict];
    if (next) {
      show(next, words);
      send();
    } else {
      // What was left out on the way comes after the last, then the queue says that nothing is left.
      waiting[waiting.length - 1].refused = (ok, said) => {
        if (!ok) return;
        if (!said.place) { window.location.assign(queue); return; }
        show(at(here, said.place), words);
      };
      send();
    }
  }

  function undo() {
    const form = place.querySelector("form[data-undo]");
    if (!form) return;
    const { here } = pair().dataset;
    const refused = (ok, said) => {
      if (!ok) return;
      const address = said.place ? at(here, said.place) : here;
      pages.clear();
      behind.clear();
      show(address, "Taken back");
    };
    waiting.push({ address: form.action, body: new FormData(form), refused });
    send();
  }

  const acts = {
    y: () => decide("yes"), n: () => decide("no"), u: () => decide("unsure"), z: undo,
    j: () => pair().dataset.next && show(pair().dataset.next),
    k: () => pair().dataset.previous && show(pair().dataset.previous),
    "?": () => keys.showModal(),
  };
  document.addEventListener("keydown", (event) => {
    if (!choice.checked || event.ctrlKey || event.metaKey || event.altKey || event.repeat || keys.open) return;
    const field = event.target.closest("input, select, textarea");
    // A dialog just closed holds the focus until the next frame is drawn; what is pressed then is meant for the pair.
    if (field && !keys.contains(field)) return;
    const act = acts[event.key.toLowerCase()];
    if (act) { event.preventDefault(); act(); }
  });
  place.addEventListener("submit", (event) => {
    event.preventDefault();
    if (event.target.matches("[data-undo]")) undo(); else decide(event.submitter.value);
  });
  place.addEventListener("click", (event) => {
    const move = event.target.closest("[data-move]");
    const help = event.target.closest("[data-keys]");
    if (move) { event.preventDefault(); show(move.getAttribute("href")); }
    if (help) { event.preventDefault(); keys.showModal(); }
  });
  window.addEventListener("online", send);
  window.addEventListener("beforeunload", (event) => { if (waiting.length) event.preventDefault(); });
  unfold();
  ready();
})();
