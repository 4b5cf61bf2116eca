"""Pictures drawn when the site is built: SVG that needs no script and no colour to be read."""
