"""Papers: composed from the record, said in a language, drawn as PDF or DOCX."""
