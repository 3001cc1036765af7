"""How alerts come to be: computed by the worker from the record, again and again, always to the same rows."""
