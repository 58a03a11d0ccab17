"""One module a reference page; each has a function `page` that returns the page's Markdown."""
