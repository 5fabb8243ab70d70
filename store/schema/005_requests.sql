-- What carers ask their facilitators. The rows stay to be counted, without what was said, and without whose they were once the family
-- has left.
CREATE TABLE requests (
	id         INTEGER NOT NULL PRIMARY KEY,
	group_id   INTEGER NOT NULL REFERENCES groups (id),
	family_id  INTEGER NOT NULL, -- 0: has left
	account_id INTEGER NOT NULL, -- who asks; 0: has left
	about      TEXT NOT NULL,
	urgent     INTEGER NOT NULL CHECK (urgent IN (0, 1)), -- may ring in quiet hours
	state      TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'answered', 'closed')),
	owner      INTEGER NOT NULL DEFAULT 0, -- who looks after it, 0: nobody
	asked      INTEGER NOT NULL,
	due        INTEGER NOT NULL, -- until when an answer was promised
	answered   INTEGER NOT NULL DEFAULT 0, -- the first time
	escalated  INTEGER NOT NULL DEFAULT 0, -- when coordinators were asked
	closed     INTEGER NOT NULL DEFAULT 0,
	helped     TEXT NOT NULL DEFAULT '' CHECK (helped IN ('', 'yes', 'partly', 'no', 'back')),
	said       INTEGER NOT NULL DEFAULT 0, -- how much was said to it
	reopened   INTEGER NOT NULL DEFAULT 0, -- how often, since it had not helped
	version    INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX requests_open ON requests (group_id) WHERE state <> 'closed';
CREATE INDEX requests_account ON requests (account_id);
CREATE INDEX requests_owner ON requests (owner) WHERE owner <> 0;

-- What was said, by carers and officers: only of requests that are open, or until the last of it has been delivered.
CREATE TABLE request_words (
	request_id INTEGER NOT NULL REFERENCES requests (id),
	n          INTEGER NOT NULL,
	by_account INTEGER NOT NULL,
	text       TEXT NOT NULL,
	voice      TEXT NOT NULL, -- Telegram's id of a file
	PRIMARY KEY (request_id, n)
) STRICT, WITHOUT ROWID;
