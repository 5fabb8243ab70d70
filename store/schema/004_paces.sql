-- When lessons come to an account of their own accord, by its own clock. The fire of the next one is moved on each time that it is due.
CREATE TABLE paces (
	account_id INTEGER NOT NULL PRIMARY KEY,
	days       INTEGER NOT NULL CHECK (days BETWEEN 0 AND 127), -- a bit for each time.Weekday; 0: none come
	hour       INTEGER NOT NULL CHECK (hour BETWEEN 0 AND 1439), -- in minutes
	zone       TEXT NOT NULL, -- the clock that the account lives by
	until      INTEGER NOT NULL DEFAULT 0, -- none before
	asked      INTEGER NOT NULL DEFAULT 0 -- when it was asked, after weeks of silence, whether to go on; 0 once it is heard of
) STRICT;
