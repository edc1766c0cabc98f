// Adds and removes document rows without asking the server, which can do the same by itself.
import { enhanceDates } from "./dates.js";

const NUMBERED = ["id", "name", "for", "aria-describedby", "aria-controls", "aria-labelledby", "value"];

function rows(box) {
  return [...box.querySelectorAll("[data-document-row]")];
}

function renumberAttribute(element, attribute, prefix, index) {
  const value = element.getAttribute(attribute);
  if (value?.includes(`${prefix}-`)) {
    const numbered = new RegExp(`${prefix}-(\\d+|NEW)-`, "g");
    element.setAttribute(attribute, value.replace(numbered, `${prefix}-${index}-`));
  }
}

// Names follow the order on the page, so that the server receives 0, 1, 2 without gaps.
function renumber(box) {
  const { prefix } = box.dataset;
  rows(box).forEach((row, index) => {
    for (const element of row.querySelectorAll("*")) {
      for (const attribute of NUMBERED) {
        if (attribute !== "value" || element.tagName === "BUTTON") {
          renumberAttribute(element, attribute, prefix, index);
        }
      }
    }
    row.querySelector("[data-document-number]").textContent = String(index + 1);
    const remove = row.querySelector("[data-remove-document]");
    remove.value = String(index);
    remove.hidden = rows(box).length === 1;
  });
}

function announce(box, text) {
  box.querySelector("[data-document-status]").textContent = text;
}

function add(box) {
  const blank = box.querySelector("template").content.cloneNode(true);
  const list = box.querySelector("[data-document-list]");
  list.append(blank);
  renumber(box);
  const row = rows(box).at(-1);
  enhanceDates(row);
  row.querySelector("select, input").focus();
  announce(box, box.dataset.added);
}

function remove(box, row) {
  row.remove();
  renumber(box);
  box.querySelector("[data-add-document]").focus();
  announce(box, box.dataset.removed);
}

function onClick(box, event) {
  const button = event.target.closest("button");
  if (button?.matches("[data-add-document]")) {
    event.preventDefault();
    add(box);
  } else if (button?.matches("[data-remove-document]")) {
    event.preventDefault();
    remove(box, button.closest("[data-document-row]"));
  }
}

export function enhanceDocuments(root) {
  for (const box of root.querySelectorAll("[data-documents]")) {
    box.addEventListener("click", (event) => onClick(box, event));
    renumber(box);
  }
}
