"""The benchmark: each promise of speed beside a reference that is measured in the same run.

    python -m tests.bench                  1,000, 10,000 and 100,000 articles; some minutes
    python -m tests.bench --quick          one small size, in seconds, to see that it runs
    python -m tests.bench --only keys      one measure; --keep DIR keeps the libraries that it makes
    python -m tests.bench --json           one JSON object a row

Times of one machine say little, so each row has a ratio to something that anybody knows: a commit
of SQLite, a blank Textual app, a bare list. Ours and the reference take turns within a measure, so
that a busy moment of the machine strikes both.
"""
