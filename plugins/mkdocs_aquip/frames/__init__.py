"""The page around a meeting, rendered once for many.

Material's frame (head, header, navigation, footer) takes Jinja about 10 ms, and the
meetings of a folder differ in little of it: titles, addresses, table of contents,
content. So a frame is rendered once for a page that answers with unguessable marks, and
filled for each meeting of its kind. `environment.with_frames` is the way in.

Three things make the result the same, byte for byte:

- a mark that the templates have changed in a way not known here is found, and the frame
  is not used;
- whatever else the templates ask of the page is noted with the answer; the frame serves
  only pages that give the same answers;
- each frame is first compared with the page that it was made for, rendered in full.

And it is done at all only where nothing else could look at a page (`established`).
"""
