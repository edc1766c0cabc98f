// Says that a report is being signed, and how much of a large one is packed, until the page changes.

const form = document.querySelector("[data-signing]");
const status = form?.querySelector("[data-signing-status]");

async function tell() {
  try {
    const answer = await fetch("/raportare/mers", { credentials: "same-origin" });
    const { percent } = await answer.json();
    if (percent) status.textContent = `${status.dataset.text} ${percent} % ${status.dataset.packed}.`;
  } catch {
    return; // the answer of the form tells more
  }
  setTimeout(tell, 700);
}

form?.addEventListener("submit", () => {
  status.textContent = status.dataset.text;
  setTimeout(tell, 700);
});
