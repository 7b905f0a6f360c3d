"""The pages: a store and its themes in a browser, for people who never open a terminal."""
