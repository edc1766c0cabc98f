"""Which parts of the design system may templates call?

Its macros ask for parameters that nobody passed, so they live in an environment of their own
that forgives this; ours stays strict.
"""

from collections.abc import Callable
from functools import cache

from jinja2 import ChainableUndefined, Environment, PackageLoader, PrefixLoader

_LIBRARY = "govuk_frontend_jinja"
_PARTS = {
    "back-link": "govukBackLink",
    "breadcrumbs": "govukBreadcrumbs",
    "button": "govukButton",
    "checkboxes": "govukCheckboxes",
    "details": "govukDetails",
    "error-message": "govukErrorMessage",
    "error-summary": "govukErrorSummary",
    "fieldset": "govukFieldset",
    "file-upload": "govukFileUpload",
    "input": "govukInput",
    "inset-text": "govukInsetText",
    "notification-banner": "govukNotificationBanner",
    "pagination": "govukPagination",
    "password-input": "govukPasswordInput",
    "radios": "govukRadios",
    "select": "govukSelect",
    "service-navigation": "govukServiceNavigation",
    "skip-link": "govukSkipLink",
    "summary-list": "govukSummaryList",
    "tag": "govukTag",
    "textarea": "govukTextarea",
    "warning-text": "govukWarningText",
}


@cache
def components() -> dict[str, Callable[..., str]]:
    """Give every macro that our templates use, under the name that its documentation has."""
    library = Environment(
        loader=PrefixLoader({_LIBRARY: PackageLoader(_LIBRARY)}),
        autoescape=True,
        undefined=ChainableUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return {name: _macro(library, folder, name) for folder, name in _PARTS.items()}


def _macro(library: Environment, folder: str, name: str) -> Callable[..., str]:
    module = library.get_template(f"{_LIBRARY}/components/{folder}/macro.html").module
    macro: Callable[..., str] = getattr(module, name)
    return macro
