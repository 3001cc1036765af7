"""Files of children's records: asked for, agreed to where they are many, made in the name of who asked, kept a day."""
