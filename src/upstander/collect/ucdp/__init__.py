"""Uppsala Conflict Data Program: deaths in organised violence by country, month or year, and type.

Sundberg and Melander (2013), Journal of Peace Research 50(4), 523-532; yearly update articles of the same journal.
The month of an event is that of its `date_start`; nothing is prorated.
"""
