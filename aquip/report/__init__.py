"""What aquip has to say, in the forms it says it: tables, Markdown, HTML, JSON."""
