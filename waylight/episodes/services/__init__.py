"""Everything that changes an episode or a pack: one change is one function is one transaction.

All take keywords only: the `actor`; `now` (aware); `key`, made by the page, by which a form sent twice is one fact.
All raise `Refused` with a sentence for the person at the page where something cannot be kept as it stands, and
`NotThere` where the actor may not do this, which looks as if the child or episode did not exist.
"""
