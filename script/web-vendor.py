"""web-vendor.py WHEELS ICONS TARGET: takes what browsers load out of wheels and of the system's fonts.

ICONS lists the names of the icons in use. TARGET is made anew: libraries, icons.js, fonts and licences.txt.
"""

import json
import pathlib
import re
import shutil
import sys
import zipfile

from fontTools import subset, ttLib

# From the path inside a wheel to the name under which our modules import it.
FILES = {
    "datasette_preact/static/preact-10.27.2-htm-3.1.1.min.js": "preact.js",
    "nicegui/elements/echart/dist/index.js": "echarts/index.js",
    "nicegui/elements/echart/dist/index-DlVyZyb_.js": "echarts/index-DlVyZyb_.js",
    "nicegui/elements/codemirror/dist/index.js": "codemirror/index.js",
    "nicegui/elements/codemirror/dist/index-ciMdZ5pn.js": "codemirror/index-ciMdZ5pn.js",
    "nicegui/elements/codemirror/dist/index-C83tnP_C.js": "codemirror/index-C83tnP_C.js",
    "nicegui/elements/codemirror/dist/index-CGEMhyvn.js": "codemirror/index-CGEMhyvn.js",
    "nicegui/elements/sortable/dist/index.js": "sortable.js",
    "starlette_admin/static/css/vendor/tabler.min.css": "tabler.css",
    "starlette_admin/static/css/vendor/flatpickr.min.css": "flatpickr.css",
    "starlette_admin/static/js/vendor/flatpickr.min.js": "flatpickr.js",
}
ICONS = "lucide/lucide.zip"
APACHE = "datasette_preact-0.0.1.dist-info/licenses/LICENSE"

SYSTEM_FONTS = pathlib.Path("/usr/share/fonts/opentype")
LATIN = "U+0020-007E,U+00A0-017F,U+2010-2027,U+2030-205E,U+20A9,U+20AC,U+2190-2193,U+2212,U+2318,U+25B2,U+25BC"
HANGUL = "U+1100-11FF,U+3000-303F,U+3131-318E,U+AC00-D7A3,U+FF01-FF5E,U+00B7,U+20A9"
# Target, source, face of a collection, characters.
FONTS = [
    ("inter-400.woff2", "inter/Inter-Regular.otf", -1, LATIN),
    ("inter-600.woff2", "inter/Inter-SemiBold.otf", -1, LATIN),
    ("korean-400.woff2", "noto/NotoSansCJK-Regular.ttc", "Noto Sans CJK KR", HANGUL),
    ("korean-700.woff2", "noto/NotoSansCJK-Bold.ttc", "Noto Sans CJK KR", HANGUL),
]

MIT = """Permission is hereby granted, free of charge, to any person obtaining a copy of this software and
associated documentation files (the "Software"), to deal in the Software without restriction,
including without limitation the rights to use, copy, modify, merge, publish, distribute,
sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial
portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT
NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND
NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES
OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN
CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE."""
ISC = """Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee
is hereby granted, provided that the above copyright notice and this permission notice appear in all
copies.

THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH REGARD TO THIS
SOFTWARE INCLUDING ALL IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS. IN NO EVENT SHALL THE
AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT, INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES
WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS, WHETHER IN AN ACTION OF CONTRACT, NEGLIGENCE
OR OTHER TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR PERFORMANCE OF THIS
SOFTWARE."""
LIBRARIES = [
    ("Preact 10.27.2", "MIT", "Copyright (c) 2015-present Jason Miller"),
    ("htm 3.1.1", "Apache-2.0", "Copyright 2018 Google Inc."),
    ("Apache ECharts 6", "Apache-2.0", "Apache ECharts\nCopyright 2017-2026 The Apache Software Foundation\n"
     "This product includes software developed at\nThe Apache Software Foundation."),
    ("ZRender 6", "BSD-3-Clause", "Copyright (c) 2017, Baidu Inc. Redistribution and use in source and binary "
     "forms are permitted under the terms of the three-clause BSD licence."),
    ("CodeMirror 6", "MIT", "Copyright (C) 2018-2021 by Marijn Haverbeke and others"),
    ("SortableJS 1.15.7", "MIT", "Copyright (c) 2019 All contributors to Sortable"),
    ("Tabler 1.4.0", "MIT", "Copyright (c) 2018-2025 The Tabler Authors"),
    ("Bootstrap 5.3 (inside Tabler)", "MIT", "Copyright (c) 2011-2025 The Bootstrap Authors"),
    ("flatpickr 4.6.13", "MIT", "Copyright (c) 2017 Gregory Petrosyan"),
    ("Lucide icons", "ISC", "Copyright (c) for portions of Lucide are held by Cole Bemis 2013-2022 as part of "
     "Feather (MIT). All other copyright (c) for Lucide are held by Lucide Contributors 2022."),
]


def main(wheels, icons, target):
    target = pathlib.Path(target)
    made = target.with_name(target.name + ".new")
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir(parents=True)
    archives = [zipfile.ZipFile(path) for path in pathlib.Path(wheels).glob("*.whl")]
    for member, name in FILES.items():
        file = made / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(without_map(read(archives, member)))
    with open(made / "icons.js", "w") as module:
        module.write(icon_module(read(archives, ICONS, as_file=True), icons))
    (made / "fonts").mkdir()
    for name, source, face, characters in FONTS:
        make_font(SYSTEM_FONTS / source, face, characters, made / "fonts" / name)
    (made / "licences.txt").write_text(licences(read(archives, APACHE).decode()))
    shutil.rmtree(target, ignore_errors=True)
    made.rename(target)


def read(archives, member, as_file=False):
    for archive in archives:
        if member in archive.namelist():
            return archive.open(member) if as_file else archive.read(member)
    sys.exit(f"web-vendor: no wheel holds {member}")


def without_map(content):
    """Source maps are not kept, so nothing should ask for them."""
    return re.sub(rb"\n//# sourceMappingURL=\S+\s*$", b"\n", content)


def icon_module(archive, names):
    """An ES module from the names of icons to what stands inside their `svg`."""
    drawings = zipfile.ZipFile(archive)
    bodies = {}
    for name in sorted(set(pathlib.Path(names).read_text().split())):
        try:
            drawing = drawings.read(name + ".svg").decode()
        except KeyError:
            sys.exit(f"web-vendor: there is no icon '{name}'")
        body = re.search(r"<svg[^>]*>(.*)</svg>", drawing, re.DOTALL).group(1)
        bodies[name] = re.sub(r"\s+", " ", body).replace("> <", "><").strip()
    return "export const icons = " + json.dumps(bodies, indent=1) + ";\n"


def make_font(source, face, characters, target):
    if isinstance(face, str):
        faces = ttLib.TTCollection(source)
        (number,) = [n for n, font in enumerate(faces) if font["name"].getDebugName(4).startswith(face)
                     and "Mono" not in font["name"].getDebugName(4)]
    else:
        number = face
    options = subset.Options(
        flavor="woff2", layout_features=["*"] if number < 0 else ["kern"], font_number=number,
        hinting=False, desubroutinize=False, name_IDs=[0, 1, 2, 5, 13, 14])
    font = subset.load_font(str(source), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=subset.parse_unicodes(characters.replace("U+", "")))
    subsetter.subset(font)
    subset.save_font(font, str(target), options)


def licences(apache):
    parts = ["CXM's web interface uses these works of others. CXM itself is licensed under Apache-2.0."]
    parts += [f"{name}  ({licence})\n{copyright}" for name, licence, copyright in LIBRARIES]
    for package in ["fonts-inter", "fonts-noto-cjk"]:
        text = pathlib.Path(f"/usr/share/doc/{package}/copyright").read_text()
        parts.append(f"{package}\n\n{text}")
    parts += ["MIT\n\n" + MIT, "ISC\n\n" + ISC, "Apache-2.0\n\n" + apache]
    return ("\n\n" + "-" * 72 + "\n\n").join(parts) + "\n"


if __name__ == "__main__":
    main(*sys.argv[1:])
