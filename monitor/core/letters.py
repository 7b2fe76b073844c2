"""Vietnamese letters by case, for character classes: in Unicode they alternate, no range fits."""

from __future__ import annotations

_MARKED = "àáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵăâđêôơưäçëïñöøšüß"
LOWER = "a-z" + _MARKED
"""The inside of a class: `[{LOWER}]`."""
UPPER = "A-Z" + "".join(letter.upper() for letter in _MARKED if len(letter.upper()) == 1)
"""The inside of a class: `[{UPPER}]`."""
