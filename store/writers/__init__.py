"""Export formats: every module here but `registry` is one, found by its being here."""
