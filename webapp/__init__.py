"""Onderdak: street contacts, tonight's beds and rooms, on phones that are often offline.

The rooms of the house, from the ground up:

    clock, errors, config, keys, numerals, telephone, bsn,
    sentences, phone_rules, validation, edits   facts without a database
    figures, sheets  numbers of people over time, small ones hidden; a table as a file
    db          the store: one engine, one write transaction, one commit
    pulse       the test that it can be written
    web         the HTTP edge: pages, forms, headers, languages; knows no domain word
    audit       the append-only access log; knows ids only
    accounts    regions, organisations, users, roles, passkeys, sessions, devices
    feature     the door of a feature: its offer to the house; with operation (a phone's message) and fragment
    guide       help for every screen, out of the chapters that features declare; the words on privacy
    push        messages to a phone whose app is closed; knows no name
    people      clients and their workers; one client, one place to sleep
    trajectories, due, units  steps with parties; deadlines; places by date
    contacts    street contacts and follow-ups
    beds        shelters, ledger, availability; requests, stays, closures, winter; counts, nights, board
    facilities, overflow  respite and small homes; places that a neighbouring region lends for a night
    directory   places to refer to, by need, with opening hours
    rooms       Kamers met Aandacht: hosts, requests, matching, signup
    caseload    one client, composed from the features
    today       the home screen, composed from the features
    offline     the door of the phone: operations in, receipts out, snapshots to read
    demo        demo data for two regions
    front       before gunicorn's threads: whole requests in (intake), answers out (wire)
    features    every feature, in a row; app, schema, offline and today read it

One way through it: view → input → ``with transaction()``: service → store → model; then view →
template. Features depend downwards only; ``pyproject.toml`` states the layers and a test holds them.
"""

__version__ = "0.1.0"
