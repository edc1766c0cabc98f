"""What does every macro look like in every state? Static pages for pictures and for axe."""

import gettext
import shutil
from pathlib import Path

import segno

from openpias.pages import STATIC_ROOT, environment
from openpias.pages.gallery import samples

PAGES = (
    "index",
    "form",
    "form-errors",
    "permit",
    "candidates",
    "result",
    "lists",
    "verification",
    "messages",
    "problem",
    "sign-in",
    "paper",
)


def write(directory: Path) -> list[Path]:
    """Write every page and what it needs into `directory`; running it again writes the same."""
    directory.mkdir(parents=True, exist_ok=True)
    shutil.copytree(STATIC_ROOT, directory / "static", dirs_exist_ok=True)
    segno.make(samples.NUMBER).save(str(directory / "code.svg"), scale=4, border=4, light="white")
    templates = environment(translations=gettext.NullTranslations(), static_url="static/")
    return [_write_page(directory, name, templates.get_template) for name in PAGES]


def _write_page(directory: Path, name: str, template_of: samples.TemplateOf) -> Path:
    path = directory / f"{name}.html"
    html = template_of(f"gallery/{name}.html").render(samples.context(name, PAGES))
    path.write_text(html, "utf-8")
    return path
