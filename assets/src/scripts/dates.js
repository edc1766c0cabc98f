// A calendar beside a typed date, in the reader's language and in the order day-month-year.
import { DatePicker } from "@ministryofjustice/frontend/moj/components/date-picker/date-picker.mjs";

const TYPED = /^\s*(\d{1,2})[-./ ](\d{1,2})[-./ ](\d{4})\s*$/;
// A Monday, from which the names of seven days are counted.
const MONDAY = Date.UTC(2024, 0, 1);
const DAY = 24 * 60 * 60 * 1000;

function names(language, options, dates) {
  const format = new Intl.DateTimeFormat(language, { ...options, timeZone: "UTC" });
  return dates.map((date) => format.format(date));
}

class TypedDatePicker extends DatePicker {
  initControls() {
    const language = document.documentElement.lang;
    const days = [0, 1, 2, 3, 4, 5, 6].map((day) => new Date(MONDAY + day * DAY));
    const months = Array.from({ length: 12 }, (_, month) => new Date(Date.UTC(2024, month, 1)));
    this.dayLabels = names(language, { weekday: "long" }, days);
    this.shortDays = names(language, { weekday: "short" }, days);
    this.monthLabels = names(language, { month: "long" }, months);
    super.initControls();
  }

  get texts() {
    return this.$root.dataset;
  }

  toggleTemplate() {
    return super.toggleTemplate().replace("Choose date", () => escape(this.texts.choose));
  }

  dialogTemplate(titleId) {
    const texts = this.texts;
    const replacements = [
      ["Previous year", texts.previousYear],
      ["Previous month", texts.previousMonth],
      ["Next month", texts.nextMonth],
      ["Next year", texts.nextYear],
      [">Select<", `>${escape(texts.select)}<`],
      [">Close<", `>${escape(texts.close)}<`],
    ];
    return replacements.reduce(
      (html, [english, text]) => html.replace(english, () => (english.startsWith(">") ? text : escape(text))),
      super.dialogTemplate(titleId),
    );
  }

  createCalendarHeaders() {
    const row = this.$dialog.querySelector("thead > tr");
    this.dayLabels.forEach((day, index) => {
      const cell = document.createElement("th");
      cell.scope = "col";
      cell.abbr = day;
      cell.textContent = this.shortDays[index].replace(".", "");
      row.append(cell);
    });
  }

  formattedDateFromString(text, fallback = new Date()) {
    const parts = TYPED.exec(text ?? "");
    if (!parts) {
      return fallback;
    }
    const date = new Date(Number(parts[3]), Number(parts[2]) - 1, Number(parts[1]));
    return date.getMonth() === Number(parts[2]) - 1 ? date : fallback;
  }

  formattedDateFromDate(date) {
    const day = this.leadingZeros(date.getDate());
    return `${day}-${this.leadingZeros(date.getMonth() + 1)}-${date.getFullYear()}`;
  }

  selectDate(date) {
    super.selectDate(date);
    const label = this.$calendarButton.querySelector("span");
    label.textContent = `${this.texts.choose}: ${this.formattedDateHuman(date)}`;
  }
}

function escape(text) {
  const span = document.createElement("span");
  span.textContent = text;
  return span.innerHTML;
}

export function enhanceDates(root) {
  for (const element of root.querySelectorAll("[data-module='moj-date-picker']")) {
    if (!element.hasAttribute("data-moj-date-picker-init")) {
      new TypedDatePicker(element);
    }
  }
}
