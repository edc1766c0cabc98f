"""Which day is it in Romania at a moment?

Django's own way asks which zone this thread has chosen; the kernel's never changes.
"""

from openpias.core.calendar.legal_day import day_of

__all__ = ["day_of"]
