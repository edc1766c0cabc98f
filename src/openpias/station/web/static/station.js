// Draws the two regions of the window Pacienți anew when card, terminal or unit change.
// A field that somebody types into is left alone as long as its region says the same.

const live = document.querySelector("[data-live]");
const status = document.querySelector("[data-live-status]");
const lost = document.querySelector("[data-live-lost]");
const shown = new Map();

function regionOf(name) {
  return live.querySelector(`[data-region="${name}"]`);
}

function focusWhatIsAsked() {
  const field = live.querySelector("[data-focus]");
  if (field) field.focus();
}

// What somebody was typing stays where the same field is drawn again; a PIN only for the same question.
function typedIn(region) {
  const question = region.querySelector("input[name=prompt]")?.value;
  const focused = region.contains(document.activeElement) ? document.activeElement : null;
  const fields = [...region.querySelectorAll("input[id], select[id]")].map((field) => ({
    id: field.id, value: field.value, isTyped: field.value !== field.defaultValue,
    isPin: field.type === "password", begin: field.selectionStart, end: field.selectionEnd,
    isFocused: field === focused,
  }));
  const open = [...region.querySelectorAll("details")].map((each) => each.open);
  return {
    restore() {
      const isSame = region.querySelector("input[name=prompt]")?.value === question;
      for (const old of fields) {
        const field = region.querySelector(`#${CSS.escape(old.id)}`);
        if (!field || (old.isPin && !isSame)) continue;
        if (old.isTyped) field.value = old.value;
        if (old.isFocused) {
          field.focus();
          if (old.begin !== null && old.begin !== undefined) field.setSelectionRange(old.begin, old.end);
        }
      }
      const details = [...region.querySelectorAll("details")];
      if (details.length === open.length) details.forEach((each, nth) => { each.open = open[nth]; });
    },
  };
}

function draw(name, html) {
  if (shown.get(name) === html) return;
  const isFirst = !shown.has(name);
  shown.set(name, html);
  const region = regionOf(name);
  const next = document.createElement("div");
  next.innerHTML = html;
  if (isFirst && next.textContent.trim() === region.textContent.trim()) return;
  const typed = typedIn(region);
  region.replaceChildren(...next.childNodes);
  typed.restore();
  const heading = region.querySelector("h2");
  if (name === "work" && heading) status.textContent = heading.textContent;
  if (name === "work" && !live.contains(document.activeElement)) focusWhatIsAsked();
}

async function follow() {
  let number = Number(live.dataset.live) - 1;
  for (;;) {
    try {
      const answer = await fetch(`/pacienti/noutati?dupa=${number}`, { credentials: "same-origin" });
      if (answer.status === 401) return location.reload();
      lost.hidden = true;
      if (answer.status === 200) {
        const news = await answer.json();
        number = news.number;
        for (const [name, html] of Object.entries(news.regions)) draw(name, html);
      }
    } catch {
      lost.hidden = false;
      await new Promise((again) => setTimeout(again, 2000));
    }
  }
}

if (live) {
  focusWhatIsAsked();
  follow();
}
