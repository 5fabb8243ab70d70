-- What an account has had of the lessons, and what it has made of them. A row for each lesson that it has read or was sent.
CREATE TABLE lessons (
	account_id INTEGER NOT NULL,
	lesson     TEXT NOT NULL,
	at         INTEGER NOT NULL, -- when it was sent or opened first
	unasked    INTEGER NOT NULL CHECK (unasked IN (0, 1)), -- it came of its own accord: it counts in the week's budget
	practice   TEXT NOT NULL DEFAULT '' CHECK (practice IN ('', 'planned', 'done', 'notyet', 'hard')),
	planned    INTEGER NOT NULL DEFAULT 0, -- for when
	done       INTEGER NOT NULL DEFAULT 0, -- when it was told last that it was done; stays when it is planned again
	shared     INTEGER NOT NULL DEFAULT 0, -- when a facilitator has sent it: once
	PRIMARY KEY (account_id, lesson)
) STRICT, WITHOUT ROWID;
