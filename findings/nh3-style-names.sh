#!/bin/sh
# nh3 lets properties of a style through by name (filter_style_properties), and takes only names in lower case for them.
# CSS does not care about case, and browsers read both. What Internet Explorer's editors wrote into the archives of
# Korean papers, style="FONT-WEIGHT: bold", comes out as style="" and its bold is gone; so is DISPLAY: none, and then
# hidden text is shown. Read the style yourself if any of it matters.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check nh3==0.3.8
"$folder/venv/bin/python" - <<'PYTHON'
import nh3

cleaner = nh3.Cleaner(tags={"b"}, attributes={"b": {"style"}}, filter_style_properties={"font-weight", "display"})
found = {name: cleaner.clean(f'<b style="{name}">x</b>') for name in
         ["font-weight: bold", "FONT-WEIGHT: bold", "DISPLAY: none"]}
print("nh3", nh3.__version__)
for name, html in found.items():
    print(f"{name:20} {html}")
assert 'font-weight:bold' in found["font-weight: bold"]
assert found["FONT-WEIGHT: bold"] == found["DISPLAY: none"] == '<b style="">x</b>'
PYTHON
