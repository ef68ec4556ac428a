"""What must be said about the source: where it comes from, which borders are not settled, who has no shape in it."""

TITLE = "UN Geodata boundaries, simplified"
PACKAGE, VERSION, FILE = "plotly.js", "3.5.0", "dist/topojson/world_50m.json"
SHA256 = "20a160dbd13dd2bfa22f1858c0ae657860ea066d889563c51da383fd9696d759"
REBUILD = "npm pack plotly.js@3.5.0, unpack it, upstander snapshot map package/dist/topojson/world_50m.json --to DIR"
LICENCE = "Package: MIT. Boundaries: terms of use of UN Geodata."

LEFT_OUT = frozenset({"ATA"})
"""Antarctica: it would take a fifth of the sheet."""

DISPUTED = {
    "XAC": "Aksai Chin",
    "XAP": "Arunachal Pradesh",
    "XBT": "Bir Tawil",
    "XHT": "Hala'ib Triangle",
    "XIT": "Ilemi Triangle",
    "XJK": "Jammu and Kashmir",
}
"""Areas the source gives to no State; each of their borders is dashed."""

UNSETTLED = {
    ("ESH", "MAR"): "Western Sahara is a Non-Self-Governing Territory; its final status is not determined.",
    ("ISR", "PSE"): "Armistice lines of 1949; the final status is not determined.",
    ("ISR", "SYR"): "The source draws the Golan with the Syrian Arab Republic.",
    ("SDN", "SSD"): "The final boundary between the Sudan and South Sudan has not yet been determined.",
}
"""Borders between two named places that are dashed too, with the reason."""

WITHOUT_POLYGON = {"SMR": "ITA", "VAT": "ITA", "XKX": "SRB"}
"""Places drawn inside another: San Marino, the Holy See, and Kosovo (Security Council resolution 1244)."""
