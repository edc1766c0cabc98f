// What every page runs: the components that are used, then our own small ones.
import {
  Button,
  Checkboxes,
  ErrorSummary,
  NotificationBanner,
  PasswordInput,
  Radios,
  ServiceNavigation,
  SkipLink,
  createAll,
} from "govuk-frontend";

import { enhanceSelects } from "./autocomplete.js";
import { enhanceCopyButtons } from "./copy.js";
import { enhanceDates } from "./dates.js";
import { enhanceDocuments } from "./documents.js";
import { enhancePrintButtons } from "./print.js";

const components = [
  Button,
  Checkboxes,
  ErrorSummary,
  NotificationBanner,
  PasswordInput,
  Radios,
  ServiceNavigation,
  SkipLink,
];

for (const component of components) {
  createAll(component);
}

enhanceSelects(document);
enhanceDates(document);
enhanceDocuments(document);
enhancePrintButtons(document);
enhanceCopyButtons(document);
