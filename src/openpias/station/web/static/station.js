// Draws the two regions of the window Pacienți anew when card, terminal or unit change.
// A field that somebody types into is left alone as long as its region says the same.

const live = document.querySelector("[data-live]");
const status = document.querySelector("[data-live-status]");
const shown = new Map();

function regionOf(name) {
  return live.querySelector(`[data-region="${name}"]`);
}

function focusWhatIsAsked() {
  const field = live.querySelector("[data-focus]");
  if (field) field.focus();
}

function draw(name, html) {
  if (shown.get(name) === html) return;
  const isFirst = !shown.has(name);
  shown.set(name, html);
  const region = regionOf(name);
  const next = document.createElement("div");
  next.innerHTML = html;
  if (isFirst && next.textContent.trim() === region.textContent.trim()) return;
  region.replaceChildren(...next.childNodes);
  const heading = region.querySelector("h2");
  if (name === "work" && heading) status.textContent = heading.textContent;
  if (name === "work") focusWhatIsAsked();
}

async function follow() {
  let number = Number(live.dataset.live) - 1;
  for (;;) {
    try {
      const answer = await fetch(`/pacienti/noutati?dupa=${number}`, { credentials: "same-origin" });
      if (answer.status === 401) return location.reload();
      if (answer.status === 200) {
        const news = await answer.json();
        number = news.number;
        for (const [name, html] of Object.entries(news.regions)) draw(name, html);
      }
    } catch {
      await new Promise((again) => setTimeout(again, 2000));
    }
  }
}

if (live) {
  focusWhatIsAsked();
  follow();
}
