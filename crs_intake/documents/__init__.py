"""The room of the paper: letters, the TAD, worksheets and agreements, drawn as PDF.

The only room that knows reportlab, pikepdf and segno. It is handed a case and
the book and gives bytes back; it opens no file but its own letters and fonts.
"""
