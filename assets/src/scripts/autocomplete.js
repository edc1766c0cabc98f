// Makes a long select searchable by typing, with or without diacritics.
import autocomplete from "accessible-autocomplete";

function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
}

function search(choices, query) {
  const words = plain(query);
  const found = choices.filter((choice) => choice.keys.some((key) => key.includes(words)));
  const begins = (choice) => choice.keys.some((key) => key.startsWith(words));
  return found.sort((a, b) => Number(begins(b)) - Number(begins(a))).map((choice) => choice.text);
}

function described(select) {
  const ids = (select.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean);
  return ids.map((id) => document.getElementById(id)?.textContent.trim()).join(". ");
}

// A text that is no choice must not leave an earlier choice selected behind it.
function keepTogether(select, input, choices) {
  input.addEventListener("blur", () => {
    const chosen = choices.find((choice) => plain(choice.text) === plain(input.value));
    select.value = chosen ? chosen.value : "";
  });
}

function enhance(select) {
  const options = [...select.options].filter((option) => option.value !== "");
  const choices = options.map((option) => ({
    value: option.value,
    text: option.textContent.trim(),
    keys: [option.textContent, ...(option.dataset.aliases ?? "").split("|")].map(plain).filter(Boolean),
  }));
  const { id, dataset } = select;
  const help = [described(select), dataset.help].filter(Boolean).join(". ");
  autocomplete.enhanceSelectElement({
    selectElement: select,
    source: (query, populate) => populate(query ? search(choices, query) : choices.map((c) => c.text)),
    defaultValue: select.value ? select.selectedOptions[0].textContent.trim() : "",
    showAllValues: true,
    autoselect: false,
    confirmOnBlur: false,
    displayMenu: "overlay",
    inputClasses: select.classList.contains("govuk-select--error") ? "govuk-input--error" : "",
    tNoResults: () => dataset.noResults,
    tAssistiveHint: () => help,
    tStatusQueryTooShort: () => "",
    tStatusNoResults: () => dataset.noResults,
    tStatusSelectedOption: (text, length, index) => `${text}, ${index + 1} / ${length}`,
    tStatusResults: (length) => `${dataset.results}: ${length}`,
  });
  keepTogether(select, document.getElementById(id), choices);
}

export function enhanceSelects(root) {
  for (const select of root.querySelectorAll("select[data-autocomplete]")) {
    enhance(select);
  }
}
