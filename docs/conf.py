"""How the site is made from these pages (``make site``): Sphinx, with nothing from a network."""

import sys
from pathlib import Path

import sim

sys.path.insert(0, str(Path(__file__).parent))
project, author, release = "Narrows", "The Narrows contributors", sim.__version__
html_title = f"{project} {release}"
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "catalogue"]
autodoc_member_order = "bysource"
autodoc_class_signature = "separated"
autodoc_typehints = "none"
add_module_names = False
napoleon_attr_annotations = False
myst_heading_anchors = 3
exclude_patterns = ["conf.py", "catalogue.py"]
html_theme = "furo"
html_show_copyright = False
html_copy_source = False
html_theme_options = {
    "light_css_variables": {"color-brand-primary": "#0072B2", "color-brand-content": "#0072B2"},
    "dark_css_variables": {"color-brand-primary": "#56B4E9", "color-brand-content": "#56B4E9"},
}
