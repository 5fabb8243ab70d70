-- A coordinator hands the families that have Telegram and were not reached to their facilitators, who say to which they have passed it on.
ALTER TABLE broadcasts ADD COLUMN handed INTEGER; -- how many families that are; NULL: nobody has
ALTER TABLE broadcasts ADD COLUMN handed_passed INTEGER NOT NULL DEFAULT 0; -- to how many of them, in the present version

CREATE TABLE passed_on (
	broadcast_id INTEGER NOT NULL REFERENCES broadcasts (id),
	group_id     INTEGER NOT NULL REFERENCES groups (id),
	handed       INTEGER NOT NULL CHECK (handed IN (0, 1)), -- those that were handed over, else those without Telegram
	content      INTEGER NOT NULL,
	families     INTEGER NOT NULL,
	at           INTEGER NOT NULL,
	PRIMARY KEY (broadcast_id, group_id, handed)
) STRICT, WITHOUT ROWID;
INSERT INTO passed_on SELECT broadcast_id, group_id, 0, content, families, at FROM passed;
DROP TABLE passed;
ALTER TABLE passed_on RENAME TO passed;

-- Those whose facilitators are still being told are open too.
DROP INDEX broadcasts_open;
CREATE INDEX broadcasts_open ON broadcasts (id) WHERE state = 'gathering' OR state IN ('running', 'cancelled', 'recalled') AND waiting + stale > 0
	OR state = 'running' AND told IS NOT NULL;
