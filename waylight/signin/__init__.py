"""The door for people: enrolled devices and PINs, one-shift accounts, second factors, the sitting that they open."""
