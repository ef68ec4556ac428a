"""Boundaries of the UN Geodata programme, simplified once into the map that every page draws from.

read.py     a TopoJSON text to arcs and shapes
shrink.py   fewer points an arc, each arc once, so that neighbours keep one common border
project.py  Equal Earth; rings cut where they cross the antimeridian
draw.py     the drawing (world.svg) and where things lie in it (world.json)
known.py    what must be said about this source: its name, borders in dispute, places without a shape of their own
"""
