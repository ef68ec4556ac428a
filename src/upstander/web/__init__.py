"""Pages: words in, a job done, words out."""
